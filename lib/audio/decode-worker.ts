// Runs in a worker thread: decodes the recordings that decode-thread.ts names, one after the other.
import { decodeToFile, type DecodeRequest } from './decode-file';

/** What went wrong, or nothing. */
export default async function (request: DecodeRequest): Promise<string | undefined> {
  try {
    await decodeToFile(request);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
