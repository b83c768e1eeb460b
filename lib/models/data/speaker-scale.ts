import { fitStandard, normalize } from './normalizer';
import { putRows, rowCount, selectRows, type Rows } from './rows';

/**
 * Standardizes each speaker's rows by the speaker's own mean and deviation: what remains is how an utterance differs from
 * the speaker's average. No rating is used, but the speaker of every row is, at test time too: this assumes that the speaker
 * is known, and has other recordings with a mixture of moods like the training speakers'. It cannot be used for a single
 * recording of an unknown speaker.
 *
 * @param speakers of each row, at least two rows of each; a column constant for a speaker becomes 0 there
 * @throws RangeError when there is not one speaker per row
 *
 * C. Busso, A. Metallinou, S. Narayanan (2011), "Iterative feature normalization for emotional speech detection", ICASSP.
 */
export function scaleBySpeaker(rows: Rows, speakers: readonly string[]): Rows {
  if (speakers.length !== rowCount(rows))
    throw new RangeError(`${speakers.length} speakers for ${rowCount(rows)} rows; give one speaker per row`);
  const places = new Map<string, number[]>();
  speakers.forEach((speaker, i) => places.set(speaker, [...(places.get(speaker) ?? []), i]));
  const values = new Float64Array(rows.values.length);
  for (const own of places.values()) {
    const part = selectRows(rows, own);
    putRows(values, normalize(fitStandard(part), part), own);
  }
  return { features: rows.features, values };
}
