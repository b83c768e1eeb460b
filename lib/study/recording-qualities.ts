import { setImmediate } from 'node:timers/promises';
import path from 'node:path';
import { recordingQuality, type RecordingQuality } from '../audio/quality';
import { readRecording } from '../audio/recording';
import { selectChannel, type Channel } from '../audio/signal';

/** The quality of a recording. */
export interface NamedQuality {
  /** The recording, as given. */
  readonly name: string;
  readonly quality: RecordingQuality;
}

/**
 * How good recordings are.
 *
 * @param recordings file below the folder, and name in the result, of each; all readable
 * @param onDone told after each
 * @throws Error naming a recording that cannot be read any more
 */
export async function recordingQualities(
  dataDir: string,
  recordings: readonly { readonly name: string; readonly file: string }[],
  channel: Channel,
  onDone?: (done: number, total: number) => void,
): Promise<NamedQuality[]> {
  const found: NamedQuality[] = [];
  for (const { name, file } of recordings) {
    const signal = selectChannel(await readRecording(path.join(dataDir, file)), channel);
    found.push({ name, quality: recordingQuality(signal) });
    onDone?.(found.length, recordings.length);
    await setImmediate(); // lets output and an interrupt in
  }
  return found;
}
