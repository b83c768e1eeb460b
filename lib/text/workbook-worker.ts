// Runs in a worker thread: reads the workbooks that workbook-thread.ts gives, one after the other.
import { sheetsOf, type Sheet } from './workbook-sheets';

/** The sheets, or what went wrong. */
export default function (bytes: Uint8Array): readonly Sheet[] | string {
  try {
    return sheetsOf(bytes);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
