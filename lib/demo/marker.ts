import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lies at the top of a demo corpus, written last: without it the corpus is not finished, or not a demo. */
export interface Marker {
  readonly synthetic: true;
  readonly note: string;
  readonly seed: number;
  readonly size: 'full' | 'small';
  /** Raised whenever the same seed would give other files. */
  readonly version: number;
}

export const MARKER_FILE = 'SYNTHETIC.json';

/**
 * The marker of a demo corpus; undefined for any other folder.
 *
 * @throws Error for a marker that cannot be read as one
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

/** Whether a data folder holds a demo corpus, so that what is shown of it must say that it is synthetic. */
export function isSynthetic(dataDir: string): boolean {
  return readMarker(dataDir) !== undefined;
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
