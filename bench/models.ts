// node --import tsx bench/models.ts PYTHON: CPU time of training the convex models, ours and scikit-learn's in turn on the
// same seeded rows, with objective and predictions compared. PYTHON is any with scikit-learn.
import { spawnSync } from 'node:child_process';
import { trainElasticNet } from '../lib/models/elastic-net';
import { scaledGamma, trainRbfSvm, trainRbfSvr } from '../lib/models/kernel-models';
import { fitMinMax, normalize } from '../lib/models/normalizer';
import { decisionValues, type Model } from '../lib/models/predict';
import { trainLinearSvr } from '../lib/models/regressor';
import { trainRidge } from '../lib/models/ridge';
import type { Rows } from '../lib/models/rows';
import { trainLinearSvm } from '../lib/models/svm';
import { pearson } from '../lib/stats/correlation';
import { random } from '../lib/stats/random';
import { median } from '../lib/stats/summary';

const python = process.argv[2];
if (!python) throw new Error('name a Python with scikit-learn: node --import tsx bench/models.ts PYTHON');
const [count, width, rounds] = [600, 83, 5];

// Columns that go together by eights, as the functionals of one contour do.
const generator = random(5);
const shared = Array.from({ length: count * 11 }, () => generator.normal());
const raw: Rows = {
  features: Array.from({ length: width }, (_, j) => `column ${j}`),
  values: Float64Array.from({ length: count * width }, (_, k) => {
    const [i, j] = [Math.floor(k / width), k % width];
    return shared[i * 11 + (j >> 3)] + 0.5 * generator.normal();
  }),
};
const rows = normalize(fitMinMax(raw), raw);
const y = Float64Array.from({ length: count }, (_, i) => 3 + 0.6 * shared[i * 11] + generator.normal(0, 0.6));
const classes = y.map((value) => (value > 3.5 ? 1 : 0));
const names = ['0', '1'] as const;

const tasks: { name: string; train: () => Exclude<Model, { kind: 'mlp' }> }[] = [
  { name: 'SVR linear', train: () => trainLinearSvr(rows, y) },
  { name: 'SVR rbf', train: () => trainRbfSvr(rows, y, { gamma: scaledGamma(rows) }) },
  { name: 'SVC linear', train: () => trainLinearSvm(rows, classes, names) },
  { name: 'SVC rbf', train: () => trainRbfSvm(rows, classes, names, { gamma: scaledGamma(rows) }) },
  { name: 'Ridge', train: () => trainRidge(rows, y, 100) },
  { name: 'Lasso', train: () => trainElasticNet(rows, y, { penalty: 0.01 }) },
  { name: 'ElasticNet', train: () => trainElasticNet(rows, y, { penalty: 0.01, l1Share: 0.5 }) },
];

for (const { name, train } of tasks) {
  let [ours, theirs] = [Infinity, Infinity];
  let predicted: number[] = [];
  let model = train(); // once to warm up, as scikit-learn's compiled code is
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    model = train();
    const used = process.cpuUsage(before);
    ours = Math.min(ours, (used.user + used.system) / 1e6);
    const input = JSON.stringify({
      name,
      width,
      x: [...rows.values],
      y: [...(name.startsWith('SVC') ? classes : y)],
    });
    const { stdout, status, stderr } = spawnSync(python, [`${__dirname}/models.py`], {
      input,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    const answer = JSON.parse(stdout) as { seconds: number; predicted: number[] };
    theirs = Math.min(theirs, answer.seconds);
    predicted = answer.predicted;
  }
  const own = decisionValues(model, rows);
  const off = median(own.map((value, i) => Math.abs(value - predicted[i])));
  const { r } = pearson(own, predicted);
  console.log(
    `${name.padEnd(11)} ${(1000 * ours).toFixed(1)} ms, scikit-learn ${(1000 * theirs).toFixed(1)} ms: ` +
      `${(theirs / ours).toFixed(2)} times as fast; predictions r = ${r.toFixed(7)}, median difference ${off.toExponential(1)}`,
  );
}
