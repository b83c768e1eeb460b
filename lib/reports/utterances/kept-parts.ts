import { createHash } from 'node:crypto';
import { cachedPart } from '../../notebook/cached';
import type { UtteranceSets } from '../../study/utterances/feature-sets';

/** From so many utterances on the parts of a step take long enough to be kept. */
const LARGE = 1000;

/** Computes a part of a step, or returns the result that an earlier run kept; plain data. */
export type KeepPart = <T>(
  name: string,
  settings: Readonly<Record<string, unknown>>,
  compute: () => T | Promise<T>,
) => Promise<T>;

/**
 * Keeps what was computed from these utterances, where they are many: after an interrupt, an error or a killed kernel the step
 * goes on with the first part that is not there. A part depends on labels and features, its name and settings, and the
 * project's code.
 */
export function partsOf(utterances: UtteranceSets): KeepPart {
  if (utterances.labels.length < LARGE) return async (_name, _settings, compute) => await compute();
  return (name, settings, compute) =>
    cachedPart(name, { utterances: hashOf(utterances), ...settings }, compute);
}

const hashes = new WeakMap<UtteranceSets, string>();

function hashOf(utterances: UtteranceSets): string {
  const known = hashes.get(utterances);
  if (known !== undefined) return known;
  const hash = createHash('sha256').update(JSON.stringify(utterances.labels));
  for (const { name, version, rows } of utterances.sets)
    hash.update(JSON.stringify([name, version, rows.features])).update(rows.values);
  const found = hash.digest('hex');
  hashes.set(utterances, found);
  return found;
}
