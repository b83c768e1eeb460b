import { existsSync } from 'node:fs';
import path from 'node:path';
import { interviewFolder, readInterviews } from '../corpora/interviews';
import { linkedCorpora } from '../corpora/linked';
import type { Skipped } from '../corpora/skipped';
import type { FileRemark } from '../jobs/merge';
import type { OnDone, StoredMeasurements } from '../jobs/measured-table';
import type { Places } from './places';
import { storeUtterances } from './utterances/utterances';
import { storeWholeInterviews } from './interviews/whole-recordings';
import { storeWindows } from './interviews/windows';

/** One artifact of measurements, as it came out. */
export interface Extracted {
  readonly file: string;
  readonly measured: StoredMeasurements;
}

/** What a data folder gave. */
export interface Extraction {
  readonly artifacts: readonly Extracted[];
  /** Of the corpora, what was not used, and why. */
  readonly skipped: readonly Skipped[];
  /** Of files that were read, what was repaired, guessed or doubtful. */
  readonly remarks: readonly FileRemark[];
}

/**
 * Measures all that the data folder holds, as notebooks 1, 3 and 4 do: every utterance of every corpus, and every
 * window and the whole of every interview. What is stored already and still fits is kept.
 *
 * @param set  feature set by name
 * @param windowing.length s; @param windowing.hop s
 * @param onDone told of the rows done, by artifact
 * @throws Error when there is nothing to measure
 */
export async function extract(
  places: Places,
  set: string,
  windowing: { readonly length: number; readonly hop: number },
  onDone: (file: string) => OnDone,
): Promise<Extraction> {
  const found: Extracted[] = [];
  const aside: Skipped[] = [];
  const tables: FileRemark[] = [];
  if ((await linkedCorpora(places.data)).length > 0) {
    const { corpus, features } = await storeUtterances(places, set, onDone(places.features));
    found.push({ file: places.features, measured: features });
    for (const one of corpus.skipped) aside.push(one);
    tables.push(...corpus.remarks.map((one) => ({ kind: 'table', ...one })));
  }
  if (existsSync(path.join(places.data, interviewFolder))) {
    const { interviews, skipped, remarks } = await readInterviews(places.data);
    aside.push(...skipped);
    tables.push(...remarks.map((one) => ({ kind: 'table', ...one })));
    const measuring = { set, channel: 'left' as const };
    const { windows, wholeInterviews } = places;
    found.push({
      file: windows,
      measured: await storeWindows(places, interviews, windowing, measuring, onDone(windows)),
    });
    found.push({
      file: wholeInterviews,
      measured: await storeWholeInterviews(places, interviews, measuring, onDone(wholeInterviews)),
    });
  }
  if (found.every(({ measured }) => measured.rows === 0)) {
    const [first] = aside;
    const why = first === undefined ? '' : ` (${first.file}: ${first.reason})`;
    throw new Error(`${places.data}: there is no recording to measure${why}`);
  }
  const remarks = [...tables, ...found.flatMap(({ measured }) => measured.remarks)];
  return { artifacts: found, skipped: aside, remarks };
}
