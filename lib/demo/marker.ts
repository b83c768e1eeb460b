import { existsSync, readFileSync } from 'node:fs';
import path, { join } from 'node:path';

/** Content of the marker file of a demo corpus. It is written last, so a folder without it is not a complete demo corpus. */
export interface Marker {
  readonly synthetic: true;
  readonly note: string;
  readonly seed: number;
  readonly size: 'full' | 'small';
  /** Raised whenever the same seed gives other files. */
  readonly version: number;
}

export const MARKER_FILE = 'SYNTHETIC.json';

/**
 * Reads the marker of a demo corpus; undefined for any other folder.
 *
 * @throws Error for a malformed marker
 */
export function readMarker(dataDir: string): Marker | undefined {
  const file = join(dataDir, MARKER_FILE);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  const problem = (found: string) =>
    new Error(
      `${file}: ${found}; a demo corpus has {"synthetic": true, "seed", "size", "version"} there. Remove the folder and make the corpus again`,
    );
  let marker: unknown;
  try {
    marker = JSON.parse(text);
  } catch (cause) {
    throw problem(`not JSON (${(cause as Error).message})`);
  }
  if (!isMarker(marker)) throw problem(`not a marker: ${text.slice(0, 80)}`);
  return marker;
}

/** Whether a data folder holds a demo corpus, whose results must be called synthetic. */
export function isSynthetic(dataDir: string): boolean {
  return readMarker(dataDir) !== undefined;
}

/** Whether a file lies in a demo corpus, or among the demo voices. */
export function isSyntheticFile(file: string): boolean {
  const folder = path.dirname(path.resolve(file));
  return existsSync(join(folder, MARKER_FILE)) || (folder !== path.resolve(file) && isSyntheticFile(folder));
}

function isMarker(value: unknown): value is Marker {
  if (typeof value !== 'object' || value === null) return false;
  const { synthetic, seed, size, version } = value as Record<string, unknown>;
  return (
    synthetic === true &&
    typeof seed === 'number' &&
    typeof version === 'number' &&
    (size === 'full' || size === 'small')
  );
}
