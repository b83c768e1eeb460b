import { InsufficientData } from '../../stats/insufficient-data';

/** How much a row of class 0 and of class 1 counts in training. */
export type ClassWeights = readonly [number, number];

/**
 * Weights with which both classes count the same in total, n / (2·n of the class), as scikit-learn's 'balanced': without
 * them a classifier tends to predict the frequent class alone.
 *
 * @param targets 0 or 1 per row, both present
 *
 * G. King, L. Zeng (2001), "Logistic regression in rare events data", Political Analysis 9: 137-163.
 */
export function balancedWeights(targets: ArrayLike<number>): ClassWeights {
  const counts = [0, 0];
  for (let i = 0; i < targets.length; i++) counts[targets[i]]++;
  return [targets.length / 2 / counts[0], targets.length / 2 / counts[1]];
}

/** @throws RangeError when a target is neither 0 nor 1, or a class has no row */
export function checkClasses(targets: ArrayLike<number>, classes: readonly [string, string]): void {
  const counts = [0, 0];
  for (let i = 0; i < targets.length; i++) {
    if (targets[i] !== 0 && targets[i] !== 1) {
      throw new RangeError(
        `target ${targets[i]} in training row ${i}; write 0 for ${classes[0]}, 1 for ${classes[1]}`,
      );
    }
    counts[targets[i]]++;
  }
  const absent = counts.indexOf(0);
  if (absent >= 0) {
    throw new InsufficientData(
      `no training row is ${classes[absent]}; both classes are needed to tell them apart`,
    );
  }
}
