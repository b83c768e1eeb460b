import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Channel } from '../../audio/signal';
import { isMediaFile } from '../../corpora/recordings';
import { askedSet } from '../../embeddings/known-set';
import { featureFrame, type Frame } from '../../frames/frame';
import { measure as measureSegments } from '../../jobs/measure';
import { bar } from '../../notebook/bar';
import { leftOutText } from '../../notebook/left-out-text';
import { say } from '../../notebook/say';
import { unreadable } from '../left-out';
import { standardRange, type PitchRange } from '../../praat/pitch-range';

export interface MeasureOptions extends Partial<PitchRange> {
  /** 'mix' (the mean of all) unless given, 'left', 'right', or a number from 0. */
  readonly channel?: Channel;
  /** Further columns, by name, each computed from the file's name without folder and ending. */
  readonly columns?: Readonly<Record<string, (name: string) => string | number>>;
}

/**
 * A frame of features: a row per recording with `file` and the columns of a feature set.
 * Recordings are spread over the processor's cores. One that cannot be read is left out and named below the cell.
 *
 * @param files paths, or one folder, of which every recording is taken, those of its folders too
 * @param set   'original83', 'prosody', 'egemaps' or 'spectral'
 * @throws RangeError when there is no such set, or no recording
 * @throws Error when the folder is not there
 *
 * @example
 * const table = await measure(await demoVoices(), 'egemaps', { columns: { speaker: (name) => name.split('-')[0] } });
 * show(table);
 */
export async function measure(
  files: string | readonly string[],
  set: string,
  { channel = 'mix', columns = {}, ...range }: MeasureOptions = {},
): Promise<Frame> {
  const named = typeof files === 'string' ? (isFile(files) ? [files] : recordings(files)) : files;
  if (named.length === 0) throw new RangeError('no recording to measure; name at least one');
  const segments = named.map((file) => ({ id: file, file, start: 0, end: Infinity }));
  const { floor, ceiling } = { ...standardRange, ...range };
  const ranged = await askedSet(set, { floor, ceiling });
  const measured = await measureSegments(
    segments,
    { dataDir: '', set: ranged, channel },
    { onDone: bar('measuring recordings') },
  );
  const left = unreadable(measured.skipped);
  const remarks = leftOutText(left, measured.remarks);
  if (remarks !== '') say(remarks);
  if (measured.table.segments.length === 0)
    throw new RangeError(`none of ${named.length} recordings could be read; the first: ${left[0].reason}`);
  const names = measured.table.segments.map(({ file }) => path.parse(file).name);
  const more = Object.entries(columns).map(
    ([name, valueOf]) => [name, names.map((file) => valueOf(file))] as const,
  );
  return featureFrame(measured.table, 'file', Object.fromEntries(more));
}

/**
 * Every recording below a folder, of any format, in the order of their names.
 *
 * @throws RangeError when there is no such folder, or no recording in it
 *
 * @example
 * const table = await measure(recordings('voices').slice(0, 10), 'egemaps');
 */
export function recordings(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new RangeError(`${folder}: no such folder (looked in ${process.cwd()}); name one, or the files`);
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(isMediaFile)
    .sort()
    .map((file) => path.join(folder, file));
  if (found.length === 0)
    throw new RangeError(`${folder} holds no recording; name another folder, or the files`);
  return found;
}

function isFile(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isFile() === true;
}
