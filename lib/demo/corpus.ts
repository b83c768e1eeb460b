import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { random } from '../stats/random';
import { MARKER_FILE, readMarker, type Marker } from './marker';
import { sessionRecordings, writeSessions } from './sessions';
import { writeInterviews } from './interviews';

/** Raised whenever the same seed gives other files. */
const VERSION = 1;

const SIZES = {
  /** 300 utterances; 12 interviews of a minute */
  full: { turns: 15, persons: 6, seconds: 60 },
  /** 80 utterances; 6 interviews of 20 s: for tests */
  small: { turns: 4, persons: 3, seconds: 20 },
} as const;

/**
 * Writes the demo corpus in the layouts of IEMOCAP and of the interview data, unless it exists.
 *
 * It writes to `<dir>.demo-partial`, the marker last, and then renames the folder: an interruption leaves `dir` unchanged.
 * The same seed and size give the same bytes.
 *
 * @param dir data folder; absent, empty, or an earlier demo corpus, which is replaced if seed, size or version differ
 * @param options.seed whole number from 0 to 2³² − 1
 * @param options.size 'full' for showing, 'small' for tests
 * @param onProgress receives the number of recordings made, and of all
 * @returns 'kept' when the same corpus exists, else 'made'
 * @throws Error when `dir` holds anything else than a demo corpus; it remains unchanged
 */
export async function writeDemoCorpus(
  dir: string,
  { seed, size = 'full' }: { seed: number; size?: Marker['size'] },
  onProgress?: (done: number, total: number) => void,
): Promise<'made' | 'kept'> {
  const target = resolve(dir);
  const found = readMarker(target);
  if (found !== undefined && found.seed === seed && found.size === size && found.version === VERSION)
    return 'kept';
  if (found === undefined && existsSync(target) && readdirSync(target).length > 0) {
    throw new Error(
      `${target}: holds files but no ${MARKER_FILE}, so it is not a demo corpus; name another folder`,
    );
  }
  const stream = random(seed);
  const { turns, persons, seconds } = SIZES[size];
  const total = sessionRecordings(turns) + 2 * persons;
  let done = 0;
  const onRecording = () => onProgress?.(++done, total);

  const partial = `${target}.demo-partial`;
  const old = `${target}.demo-replaced`;
  await mkdir(dirname(target), { recursive: true });
  await rm(partial, { recursive: true, force: true });
  await rm(old, { recursive: true, force: true });
  await mkdir(partial);
  await writeSessions(partial, turns, stream, onRecording);
  await writeInterviews(partial, { persons, seconds }, stream, onRecording);
  const marker: Marker = {
    synthetic: true,
    note: 'Made by a speech synthesiser (lib/demo). Numbers from these recordings say nothing about people.',
    seed,
    size,
    version: VERSION,
  };
  await writeFile(join(partial, MARKER_FILE), `${JSON.stringify(marker, null, 2)}\n`);
  if (existsSync(target)) await rename(target, old); // so that a half-deleted corpus has no marker
  await rename(partial, target);
  await rm(old, { recursive: true, force: true });
  return 'made';
}
