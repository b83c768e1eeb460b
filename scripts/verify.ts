/**
 * `npm run verify -- DIR`: measures the recordings in DIR and compares with the results of Praat, openSMILE and the
 * original's models in DIR/reference. Prints a table; the exit status is 1 when an agreement is too low.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Segment } from '../lib/corpora/segment';
import { featureSets } from '../lib/features/sets';
import { readOriginalModels } from '../lib/legacy/models';
import type { Rows } from '../lib/models/data/rows';
import { originalInterviewModels } from '../lib/study/interviews/models';
import { predictRows } from '../lib/study/interviews/windows';
import { measure } from '../lib/jobs/measure';
import { parseArguments, UsageError } from '../lib/commands/arguments';
import { columnAgreements, columnsVerdict, withinVerdict, type Verdict } from './verify/agreement';
import { contourVerdicts } from './verify/contours';
import { readReference, segmentsOf, type ReferenceTable } from './verify/reference';

const usage = `npm run verify -- DIR [--every N] [--python PATH]

Measures the recordings in DIR/auditary_emotion_recognition and compares with DIR/reference and DIR/original.
  --every N      take the first of every N rows, for a quick look
  --python PATH  a Python with praat-parselmouth and librosa, to compare contours frame by frame too, of every WAV file in DIR`;

const corpora = [
  {
    name: 'utterances',
    folder: 'auditary_emotion_recognition/IEMOCAP_full_release',
    window: Infinity,
  },
  { name: 'interviews', folder: 'auditary_emotion_recognition/data_interview/Audio/Audio', window: 4 },
];
/** Reference of each set, and required agreement: pairs of a correlation and the number of columns that reach it. */
const comparisons = [
  {
    set: 'original83',
    reference: 'praat83',
    title: 'original83 against Praat',
    levels: [
      [0.999, 81],
      [0.99, 83],
    ],
  },
  {
    set: 'egemaps',
    reference: 'egemaps',
    title: 'egemaps against openSMILE',
    levels: [
      [0.99, 60],
      [0.95, 80],
    ],
  },
] as const;

async function verify(dir: string, every: number, python: string | undefined): Promise<boolean> {
  const verdicts: Verdict[] = [];
  const low: string[] = [];
  const lone: string[] = [];
  for (const { set, reference, title, levels } of comparisons) {
    if (!featureSets.some(({ name }) => name === set)) {
      console.log(`There is no feature set ${set}: not compared with ${reference}.`);
      continue;
    }
    for (const { name, folder, window } of corpora) {
      const theirs = await readReference(path.join(dir, 'reference', `${name}.${reference}.csv`), every);
      const began = performance.now();
      const ours = await measured(dir, set, theirs, folder, window);
      const took = ((performance.now() - began) / 1000).toFixed(0);
      console.log(`${set}: ${theirs.files.length} ${name} measured in ${took} s`);
      const columns = columnAgreements(ours, theirs);
      const measureName = `${title}, ${theirs.files.length} ${name}`;
      verdicts.push(columnsVerdict(measureName, columns, levels));
      for (const column of columns) {
        if (!(column.r >= levels[0][0])) low.push(`${set}, ${name}: ${column.name} ${column.r.toFixed(5)}`);
        if (column.lone > 0) lone.push(`${set}, ${name}: ${column.name} ${column.lone}`);
      }
      if (set === 'original83' && name === 'interviews')
        verdicts.push(...(await modelVerdicts(dir, ours, theirs, every)));
    }
  }
  verdicts.push(...(await frameVerdicts(dir, every, python)));
  if (low.length > 0) console.log(`\nColumns below the higher r asked:\n  ${low.join('\n  ')}`);
  if (lone.length > 0) console.log(`\nValues that one program alone has:\n  ${lone.join('\n  ')}`);
  console.log(`\n${table(verdicts)}`);
  return verdicts.every(({ met }) => met);
}

/** Compares contours of the first of every N recordings in the folder frame by frame with those of a Python. */
async function frameVerdicts(dir: string, every: number, python: string | undefined): Promise<Verdict[]> {
  if (python === undefined) {
    console.log(
      'F0, formants, intensity, HNR, jitter, shimmer, log-mel and MFCC of single frames are left out: name a Python with ' +
        'praat-parselmouth and librosa by --python PATH (npm run bench -- --peers makes one in .venv-bench)',
    );
    return [];
  }
  const recordings = readdirSync(dir, { recursive: true })
    .map((name) => String(name))
    .filter((name) => name.toLowerCase().endsWith('.wav'))
    .sort();
  const segments = recordings
    .filter((_, i) => i % every === 0)
    .map((file): Segment => ({ id: file, file, start: 0, end: Infinity }));
  return contourVerdicts(dir, segments, python);
}

/** Our measurements of the rows of a reference. */
async function measured(
  dir: string,
  set: string,
  reference: ReferenceTable,
  folder: string,
  window: number,
): Promise<Rows> {
  const segments = segmentsOf(reference, folder, window);
  const { table, skipped } = await measure(segments, { dataDir: dir, set, channel: 'left' });
  if (skipped.length > 0) {
    const reasons = skipped.map(({ file, reason }) => `${file}: ${reason}`).join('\n  ');
    throw new Error(`${skipped.length} recordings could not be read:\n  ${reasons}`);
  }
  return table;
}

/** Compares the original's models on our columns with the same on Praat's; missing values are filled per recording. */
async function modelVerdicts(
  dir: string,
  ours: Rows,
  { files }: ReferenceTable,
  every: number,
): Promise<Verdict[]> {
  const reference = await readReference(path.join(dir, 'reference', 'interviews.original-models.csv'), every);
  const originals = readOriginalModels(path.join(dir, 'original'), ours.features);
  const predicted = predictRows(originalInterviewModels(originals, 'original83'), ours, files);
  const theirs = (name: string) =>
    Float64Array.from(
      files,
      (_, i) => reference.values[i * reference.features.length + reference.features.indexOf(name)],
    );
  const agreeing = theirs('excited').filter(
    (value, i) => value === Number(predicted.probability[i] >= 0.5),
  ).length;
  console.log(
    `the original's models call ${agreeing} of ${files.length} windows excited or not as on Praat's columns`,
  );
  return (['valence', 'arousal'] as const).map((name) =>
    withinVerdict(
      `the original's ${name} on our columns, ${files.length} windows`,
      predicted[name],
      theirs(name),
      {
        limit: 0.02,
        share: 0.95,
      },
    ),
  );
}

function table(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ measure, asked, found, met }) => [measure, asked, found, met ? 'yes' : 'NO']);
  const head = ['measure', 'asked', 'found', 'met'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** @throws UsageError */
function request(args: readonly string[]): { dir: string; every: number; python: string | undefined } {
  const given = parseArguments(args, { values: ['--every', '--python'], flags: [] });
  if (given.files.length !== 1) throw new UsageError(`name one folder\n\n${usage}`);
  const dir = path.resolve(given.files[0]);
  if (!existsSync(path.join(dir, 'reference')))
    throw new UsageError(`${given.files[0]} holds no folder reference/; name one that does\n\n${usage}`);
  const every = Number(given.values.get('--every') ?? 1);
  if (!(Number.isInteger(every) && every >= 1))
    throw new UsageError(`--every ${given.values.get('--every')}: give a whole number from 1 on`);
  return { dir, every, python: given.values.get('--python') };
}

async function main(args: readonly string[]): Promise<void> {
  try {
    if (args.includes('--help')) return console.log(usage);
    const { dir, every, python } = request(args);
    if (every > 1)
      console.log(
        `Every ${every}th row only: gaps are filled from fewer windows, and a correlation of few rows says little.`,
      );
    process.exitCode = (await verify(dir, every, python)) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    console.error(error.message);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

if (require.main === module) void main(process.argv.slice(2));
