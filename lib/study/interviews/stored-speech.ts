import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { modelInstalled } from '../../onnx/runtime';
import {
  activityBy,
  speechSegments,
  type SegmentsOptions,
  type SpeechSegments,
} from '../../speakers/segments';
import type { OnDone } from '../../jobs/measured-table';
import { replaceFile } from '../../tables/artifact';
import { fingerprint } from '../../tables/fingerprint';

/** Raised when the same recording would give other turns. */
const RULE = 3;
const FORMAT = 'speech-of-recordings/1';

/** Whose speech is looked for in which recording. */
export interface SpeechSearch extends Pick<SegmentsOptions, 'speakers' | 'channel' | 'sample'> {
  /** Name of the recording in the store. */
  readonly name: string;
  /** Its path. */
  readonly file: string;
}

interface Entry {
  /** Hash of the recording and of all that decides what is found in it. */
  readonly key: string;
  readonly found: SpeechSegments;
}

/**
 * `speechSegments` of recordings, kept in a file: what is there for the same recording and settings is not searched
 * again, and what is found is stored after each recording.
 *
 * @param store the file
 * @returns by name, and why a recording cannot be searched
 * @throws Error when the file cannot be written
 */
export async function storedSpeech(
  store: string,
  searches: readonly SpeechSearch[],
  onDone?: OnDone,
): Promise<{
  readonly found: ReadonlyMap<string, SpeechSegments>;
  readonly failed: ReadonlyMap<string, string>;
}> {
  const entries = readEntries(store);
  const found = new Map<string, SpeechSegments>();
  const failed = new Map<string, string>();
  for (const [done, search] of searches.entries()) {
    onDone?.(done, searches.length);
    const { name, file, ...options } = search;
    const key = await keyOf(search);
    const kept = Object.hasOwn(entries, name) ? entries[name] : undefined;
    try {
      const one = kept?.key === key ? kept.found : await speechSegments(file, options);
      found.set(name, one);
      if (kept?.key === key) continue;
      entries[name] = { key, found: one };
    } catch (error) {
      failed.set(name, error instanceof Error ? error.message : String(error));
      continue;
    }
    replaceFile(store, JSON.stringify({ format: FORMAT, entries }));
  }
  onDone?.(searches.length, searches.length);
  return { found, failed };
}

async function keyOf({ file, channel, speakers, sample }: SpeechSearch): Promise<string> {
  const files = [await fingerprint(file), ...(sample === undefined ? [] : [await fingerprint(sample)])];
  const settings = [RULE, channel, speakers, activityBy(), modelInstalled('voice-print')];
  const sums = files.map(({ sum }) => sum);
  return createHash('sha256')
    .update(JSON.stringify([settings, sums]))
    .digest('hex');
}

/** What an earlier run stored; nothing where the file is of another version or damaged: it can be made anew. */
function readEntries(store: string): Record<string, Entry> {
  if (!existsSync(store)) return {};
  try {
    const { format, entries } = JSON.parse(readFileSync(store, 'utf8')) as {
      format: unknown;
      entries: Record<string, Entry>;
    };
    return format === FORMAT ? { ...entries } : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
