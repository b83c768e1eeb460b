import type { FeatureSet } from './feature-set';

/**
 * Places of the columns of a set that have no value in digital silence, such as pitch and formants, but not duration. A row
 * that has none of them holds nothing that was measured of a sound. openSMILE's sets have a number for silence in every
 * column, so that no place is returned and no row is silent.
 */
export function columnsOfSound({ measure }: FeatureSet): number[] {
  const row = measure({ samples: new Float64Array(16000), sampleRate: 16000 });
  return Array.from(row.keys()).filter((column) => Number.isNaN(row[column]));
}
