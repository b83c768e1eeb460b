// node --import tsx bench/models.ts PYTHON [ROWSxCOLUMNS …]: CPU time of training the convex models and the networks, ours and
// scikit-learn's in turn on the same seeded rows, one thread each, with objectives and predictions compared. PYTHON is any
// with scikit-learn.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { trainElasticNet, trainLasso, type ElasticNet, type Lasso } from '../lib/models/linear/elastic-net';
import { trainMlpClassifiers } from '../lib/models/networks/mlp-classifier';
import { fitMinMax, fitStandard, normalize } from '../lib/models/data/normalizer';
import { predict } from '../lib/models/predict';
import { trainRidge, type Ridge } from '../lib/models/linear/ridge';
import type { Rows } from '../lib/models/data/rows';
import { linearSvm, trainLinearSvm, type LinearSvm } from '../lib/models/svm/linear-svm';
import { trainLinearSvr, type LinearSvr } from '../lib/models/svm/linear-svr';
import { rbfSvm, trainRbfSvm, type RbfSvm } from '../lib/models/svm/rbf-svm';
import { trainRbfSvr, type RbfSvr } from '../lib/models/svm/rbf-svr';
import { pearson } from '../lib/stats/correlation';
import { random } from '../lib/stats/random';
import { median } from '../lib/stats/summary';

type Trained = LinearSvr | RbfSvr | LinearSvm | RbfSvm | Ridge | Lasso | ElasticNet;
/** What an objective is made of: predictions, and the weights' squared and absolute sum. */
interface Answer {
  readonly seconds: number;
  readonly predicted: readonly number[];
  readonly squares: number;
  readonly sizes: number;
}

const [python, ...sizes] = process.argv.slice(2);
if (!python) throw new Error('name a Python with scikit-learn: node --import tsx bench/models.ts PYTHON');
const rounds = 5;
const names = ['0', '1'] as const;

async function main(): Promise<void> {
  for (const size of sizes.length > 0 ? sizes : ['138x35', '600x83', '5000x83']) {
    const [count, width] = size.split('x').map(Number);
    console.log(`\n${count} rows of ${width} columns\n`);
    console.log(
      '| model | ours, ms | scikit-learn, ms | times as fast | objective less theirs | predictions, r |',
    );
    console.log('|---|---|---|---|---|---|');
    await compare(count, width);
    await compareNetworks(count, width);
  }
}

/** Columns that go together by eights, as the functionals of one contour do. */
function seeded(count: number, width: number): { rows: Rows; y: Float64Array; classes: Float64Array } {
  const generator = random(5);
  const shared = Array.from({ length: count * 11 }, () => generator.normal());
  const raw: Rows = {
    features: Array.from({ length: width }, (_, j) => `column ${j}`),
    values: Float64Array.from({ length: count * width }, (_, k) => {
      const [i, j] = [Math.floor(k / width), k % width];
      return shared[i * 11 + (j >> 3)] + 0.5 * generator.normal();
    }),
  };
  const y = Float64Array.from(
    { length: count },
    (_, i) => 3 + 0.6 * shared[i * 11] + generator.normal(0, 0.6),
  );
  return { rows: normalize(fitMinMax(raw), raw), y, classes: y.map((value) => (value > 3.5 ? 1 : 0)) };
}

async function compare(count: number, width: number): Promise<void> {
  const { rows, y, classes } = seeded(count, width);
  const errors = (predicted: ArrayLike<number>, cost: (error: number) => number) =>
    y.reduce((sum, value, i) => sum + cost(value - predicted[i]), 0);
  const tube = ({ predicted, squares }: Answer) =>
    squares / 2 + errors(predicted, (error) => Math.max(0, Math.abs(error) - 0.1));
  const hinge = ({ predicted, squares }: Answer) =>
    squares / 2 + predicted.reduce((sum, f, i) => sum + Math.max(0, 1 - (2 * classes[i] - 1) * f), 0);
  const net =
    (l1Share: number) =>
    ({ predicted, squares, sizes: absolute }: Answer) =>
      errors(predicted, (error) => error ** 2) / (2 * count) +
      0.01 * (l1Share * absolute + ((1 - l1Share) / 2) * squares);
  const tasks: { name: string; train: () => Trained; objective: (answer: Answer) => number }[] = [
    { name: 'SVR linear', train: () => trainLinearSvr(rows, y), objective: tube },
    { name: 'SVR rbf', train: () => trainRbfSvr(rows, y), objective: tube },
    { name: 'SVC linear', train: () => trainLinearSvm(rows, classes, names), objective: hinge },
    { name: 'SVC rbf', train: () => trainRbfSvm(rows, classes, names), objective: hinge },
    {
      name: 'Ridge',
      train: () => trainRidge(rows, y, 100),
      objective: ({ predicted, squares }) => errors(predicted, (error) => error ** 2) + 100 * squares,
    },
    { name: 'Lasso', train: () => trainLasso(rows, y, 0.01), objective: net(1) },
    {
      name: 'ElasticNet',
      train: () => trainElasticNet(rows, y, { penalty: 0.01, l1Share: 0.5 }),
      objective: net(0.5),
    },
  ];
  const peer = startPeer({ width, x: [...rows.values], y: [...y], classes: [...classes] });
  for (const { name, train, objective } of tasks) {
    warmUp(train);
    await warmUpPeer(() => peer.ask(name));
    const [ours, theirs]: [Answer[], Answer[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      const { seconds, result } = timed(train);
      ours.push({ seconds, ...described(result, rows) });
      theirs.push(await peer.ask(name));
    }
    const [own, other] = [median(ours.map((one) => one.seconds)), median(theirs.map((one) => one.seconds))];
    const lower = objective(ours[0]) / objective(theirs[0]) - 1;
    const { r } = pearson(ours[0].predicted, theirs[0].predicted);
    console.log(
      `| ${name} | ${(1000 * own).toFixed(2)} | ${(1000 * other).toFixed(2)} | ${(other / own).toFixed(2)} | ` +
        `${lower.toExponential(1)} | ${r.toFixed(7)} |`,
    );
  }
  peer.end();
}

/** Passes over the rows, of both sides. */
const EPOCHS = 20;

/** The original's network, alone and as five folds (ours side by side): batches and epochs are the same, first weights not. */
async function compareNetworks(count: number, width: number): Promise<void> {
  const { rows, y, classes } = seeded(count, width);
  const peer = startPeer({ width, x: [...rows.values], y: [...y], classes: [...classes] });
  console.log(
    '\n| network of 200 units, 20 epochs | ours, ms | scikit-learn, ms | times as fast | predictions, r |',
  );
  console.log('|---|---|---|---|---|');
  for (const folds of [1, 5]) {
    const parts = Array.from({ length: folds }, () => ({ rows, targets: classes }));
    const train = () => trainMlpClassifiers(parts, names, { seed: 1, maxEpochs: EPOCHS });
    const name = `MLP ${folds}`;
    for (let i = 0; i < 3; i++) await train();
    await peer.ask(name);
    const [ours, theirs]: [number[], Answer[]] = [[], []];
    let predicted: Float64Array = new Float64Array();
    for (let round = 0; round < rounds; round++) {
      const before = process.cpuUsage();
      const [model] = await train();
      const used = process.cpuUsage(before);
      if (model.settings.epochs !== EPOCHS)
        throw new Error(`training ended after ${model.settings.epochs} epochs`);
      ours.push((used.user + used.system) / 1e6);
      predicted = predict(model, rows);
      theirs.push(await peer.ask(name));
    }
    const [own, other] = [median(ours), median(theirs.map((one) => one.seconds))];
    const { r } = pearson(predicted, theirs[0].predicted);
    console.log(
      `| ${folds === 1 ? 'alone' : `${folds} folds`} | ${(1000 * own).toFixed(1)} | ${(1000 * other).toFixed(1)} | ` +
        `${(other / own).toFixed(2)} | ${r.toFixed(4)} |`,
    );
  }
  peer.end();
}

const WARM_UP = 0.5; // seconds, of either side

/** Until the compiler has seen it all: so many seconds of CPU time, three times at least. */
function warmUp(train: () => Trained): void {
  let seconds = 0;
  for (let i = 0; i < 3 || seconds < WARM_UP; i++) {
    const before = process.cpuUsage();
    train();
    const used = process.cpuUsage(before);
    seconds += (used.user + used.system) / 1e6;
  }
}

async function warmUpPeer(ask: () => Promise<Answer>): Promise<void> {
  const from = performance.now();
  while (performance.now() - from < 1000 * WARM_UP) await ask();
}

/** CPU seconds of one training, over at least 30 ms of them. */
function timed(train: () => Trained): { seconds: number; result: Trained } {
  const before = process.cpuUsage();
  for (let repeats = 1; ; repeats++) {
    const result = train();
    const used = process.cpuUsage(before);
    const seconds = (used.user + used.system) / 1e6;
    if (seconds > 0.03) return { seconds: seconds / repeats, result };
  }
}

function described(model: Trained, rows: Rows): Omit<Answer, 'seconds'> {
  const f = (x: Rows) => {
    if (model.kind === 'linear-svm') return linearSvm.decisionValues(model, x);
    return model.kind === 'rbf-svm' ? rbfSvm.decisionValues(model, x) : predict(model, x);
  };
  const predicted = Array.from(f(rows));
  if ('gamma' in model) {
    const inside = f({ features: rows.features, values: model.vectors });
    const squares = model.dualCoefficients.reduce(
      (sum, strength, i) => sum + strength * (inside[i] - model.bias),
      0,
    );
    return { predicted, squares, sizes: 0 };
  }
  const scale = model.kind === 'ridge' ? fitStandard(rows).deviation : undefined; // its penalty is on standardized columns
  const weights = model.weights.map((weight, j) => weight * (scale ? scale[j] : 1));
  return {
    predicted,
    squares: weights.reduce((sum, weight) => sum + weight * weight, 0),
    sizes: weights.reduce((sum, weight) => sum + Math.abs(weight), 0),
  };
}

/** scikit-learn in a process of its own, with one thread. */
function startPeer(data: object): { ask: (name: string) => Promise<Answer>; end: () => void } {
  const one = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  const child = spawn(python, [`${__dirname}/models.py`], {
    env: { ...process.env, ...one },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: AsyncIterator<string> = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.stdin.write(`${JSON.stringify(data)}\n`);
  return {
    async ask(name) {
      child.stdin.write(`${name}\n`);
      const line = await lines.next();
      if (line.done) throw new Error(`${python} ended before it answered; its message is above`);
      return JSON.parse(line.value) as Answer;
    },
    end: () => child.stdin.end(),
  };
}

void main();
