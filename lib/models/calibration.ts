import { InsufficientData } from '../stats/insufficient-data';

/** From a classifier's decision value f to a probability: 1 / (1 + exp(slope·f + offset)). */
export interface Sigmoid {
  /** Below 0 when larger decision values mean the second class. */
  readonly slope: number;
  readonly offset: number;
}

/** The sigmoid before one is fitted: probability 0.5 where the decision value is 0. */
export const plainSigmoid: Sigmoid = { slope: -1, offset: 0 };

const MAX_ITERATIONS = 100;
/** A gradient below this counts as 0. */
const TOLERANCE = 1e-10;

/** The probability of the second class. */
export function probabilityOf({ slope, offset }: Sigmoid, decision: number): number {
  return 1 / (1 + Math.exp(slope * decision + offset));
}

/** The probability of the second class for each decision value. */
export function probabilities(sigmoid: Sigmoid, decisions: Float64Array): Float64Array {
  return decisions.map((decision) => probabilityOf(sigmoid, decision));
}

/**
 * Platt scaling: the maximum likelihood sigmoid of decision values by models that have not seen their rows. The targets are
 * smoothed to (n₁ + 1)/(n₁ + 2) and 1/(n₀ + 2), so that separable classes get finite slopes.
 *
 * @param decisions out-of-fold decision values
 * @param targets 0 or 1 per row, both present
 * @param weights of class 0 and class 1, as in training
 * @throws RangeError when a class is absent
 *
 * J. Platt (1999), "Probabilistic outputs for support vector machines"; solved by Newton's method with halved steps as in
 * H. Lin, C. Lin, R. Weng (2007), "A note on Platt's probabilistic outputs for support vector machines", Machine Learning
 * 68: 267-276. Compared with scikit-learn in test/reference/kernel-models.json.
 */
export function fitSigmoid(
  decisions: ArrayLike<number>,
  targets: ArrayLike<number>,
  weights: readonly [number, number] = [1, 1],
): Sigmoid {
  const sums = [0, 0]; // weighted rows of each class
  for (let i = 0; i < targets.length; i++) sums[targets[i]] += weights[targets[i]];
  if (!(sums[0] > 0 && sums[1] > 0))
    throw new InsufficientData('a class has no rows; both are needed to fit a sigmoid');
  const smoothed = [1 / (sums[0] + 2), (sums[1] + 1) / (sums[1] + 2)];
  let slope = 0;
  let offset = Math.log((sums[0] + 1) / (sums[1] + 1));

  /** −Σ weight·(t·log p + (1 − t)·log(1 − p)), written so that nothing overflows. */
  const loss = (a: number, b: number): number => {
    let total = 0;
    for (let i = 0; i < targets.length; i++) {
      const z = a * decisions[i] + b;
      const t = smoothed[targets[i]];
      total +=
        weights[targets[i]] *
        (z >= 0 ? t * z + Math.log1p(Math.exp(-z)) : (t - 1) * z + Math.log1p(Math.exp(z)));
    }
    return total;
  };

  let current = loss(slope, offset);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    let ga = 0;
    let gb = 0;
    let haa = 1e-12;
    let hab = 0;
    let hbb = 1e-12;
    for (let i = 0; i < targets.length; i++) {
      const f = decisions[i];
      const p = probabilityOf({ slope, offset }, f);
      const weight = weights[targets[i]];
      const d = weight * (smoothed[targets[i]] - p);
      const curve = weight * p * (1 - p);
      ga += f * d;
      gb += d;
      haa += f * f * curve;
      hab += f * curve;
      hbb += curve;
    }
    if (Math.abs(ga) < TOLERANCE && Math.abs(gb) < TOLERANCE) break;
    const determinant = haa * hbb - hab * hab;
    const da = -(hbb * ga - hab * gb) / determinant;
    const db = -(haa * gb - hab * ga) / determinant;
    let step = 1;
    let next = loss(slope + da, offset + db);
    while (!(next <= current + 1e-4 * step * (ga * da + gb * db)) && step > 1e-10) {
      step /= 2;
      next = loss(slope + step * da, offset + step * db);
    }
    if (step <= 1e-10) break; // rounding prevents further progress
    slope += step * da;
    offset += step * db;
    current = next;
  }
  return { slope, offset };
}
