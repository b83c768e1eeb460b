import { existsSync } from 'node:fs';
import path from 'node:path';
import { readInterviews } from '../corpora/interviews';
import type { OnDone, StoredMeasurements } from '../jobs/measured-table';
import type { Places } from './places';
import { storeUtterances } from './utterances';
import { storeWholeInterviews, storeWindows } from './windows';

/** One artifact of measurements, as it came out. */
export interface Extracted {
  readonly file: string;
  readonly measured: StoredMeasurements;
}

/**
 * Measures all that the data folder holds, as notebooks 1, 3 and 4 do: every utterance of IEMOCAP, and every window and
 * the whole of every interview. What is stored already and still fits is kept.
 *
 * @param set  feature set by name
 * @param windowing.length s; @param windowing.hop s
 * @param onDone told of the rows done, by artifact
 */
export async function extract(
  places: Places,
  set: string,
  windowing: { readonly length: number; readonly hop: number },
  onDone: (file: string) => OnDone,
): Promise<Extracted[]> {
  const found: Extracted[] = [];
  if (existsSync(path.join(places.data, 'IEMOCAP_full_release'))) {
    const { features } = await storeUtterances(places, set, onDone(places.features));
    found.push({ file: places.features, measured: features });
  }
  if (existsSync(path.join(places.data, 'data_interview'))) {
    const { interviews } = await readInterviews(places.data);
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
  return found;
}
