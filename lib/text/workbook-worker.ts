// Runs in a worker thread: reads the workbooks that workbook-thread.ts gives, one after the other.
import { sheetsOf, type Sheet } from './workbook-sheets';

/** The sheets, or what went wrong; none for the question whether the thread has started. */
export default function (bytes: Uint8Array | 'ready?'): readonly Sheet[] | string {
  if (bytes === 'ready?') return [];
  try {
    return sheetsOf(bytes);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
