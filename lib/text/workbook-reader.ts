// A process of its own, started by workbook-process.ts: says that it is ready, takes a workbook, and answers with its sheets or
// what was wrong.
import { sheetsOf, type Sheet } from './workbook-sheets';

function answer(bytes: Uint8Array): readonly Sheet[] | string {
  try {
    return sheetsOf(bytes);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

process.on('message', (bytes: Uint8Array) => process.send?.(answer(bytes)));
process.on('disconnect', () => process.exit());
process.send?.(null); // ready
