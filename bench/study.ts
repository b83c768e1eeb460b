// npm run bench:study: what each step of notebooks 1 and 2 costs on the corpus of SAA_DATA, artifacts in SAA_ARTIFACTS
// (both needed): CPU s of all threads, s by the clock, and the most memory so far.
// --until NAME ends after a step; --further egemaps,prosody names the further feature sets, '' for none.
import { openStudy } from '../lib/index';
import type { Report } from '../lib/notebook/report';
import { textOption } from './options';

for (const name of ['SAA_DATA', 'SAA_ARTIFACTS'])
  if (process.env[name] === undefined) throw new Error(`set ${name}`);
const until = textOption('until', '');
const began = { cpu: process.cpuUsage(), at: performance.now() };

function line(name: string, cpu: NodeJS.CpuUsage, milliseconds: number): void {
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const cells = [
    ((cpu.user + cpu.system) / 1e6).toFixed(1),
    (milliseconds / 1000).toFixed(1),
    megabytes.toFixed(0),
  ];
  console.log(`${name.padEnd(28)} ${cells.map((cell) => cell.padStart(9)).join('')}`);
}

async function step<T>(name: string, run: () => T | Promise<T>): Promise<T> {
  const [cpu, at] = [process.cpuUsage(), performance.now()];
  const found = await run();
  line(name, process.cpuUsage(cpu), performance.now() - at);
  if (name === until) process.exit(0);
  return found;
}

async function main(): Promise<void> {
  console.log(`${'step'.padEnd(28)} ${['CPU s', 's', 'MB'].map((cell) => cell.padStart(9)).join('')}`);
  const first = await openStudy('preprocess_data');
  const measured = await step('measure', () => first.measureUtterances());
  await step('rest of notebook 1', async () => {
    const heard = await measured.mostAroused();
    const cues = await measured.correlate('arousal');
    first.save(measured, measured.missing(), measured.bySex(), heard, cues, measured.leftOut);
  });
  const study = await openStudy('emotion_analysis', { seed: 42 });
  const further = textOption('further', 'egemaps,prosody');
  const utterances = await step('further set', () =>
    study.utterances({ further: further === '' ? [] : further.split(',') }),
  );
  const ratings = await study.ratings(utterances);
  const picks = await step('pick regressions', () => study.pickRegressions(utterances));
  const tests = await step('test regressions', () => study.testRegressions(utterances, picks));
  const models = await step('compare regressions', () => study.compareRegressions(utterances, picks));
  const classifier = await step('pick classifier', () => study.pickClassifier(utterances));
  const excited = await step('test classifiers', () => study.testClassifiers(utterances, classifier));
  const classifiers = await step('compare classifiers', () =>
    study.compareClassifiers(utterances, classifier, excited),
  );
  await step('store models', () => study.storeModels(utterances, picks, classifier));
  const leakage = await step('leakage', () => study.leakage(utterances, picks, classifier));
  const protocols = await step('protocols', () => study.protocols(utterances, picks));
  const cues = await step('cues', () => study.cues(utterances, picks));
  const linearCues = await step('linear cues', () => study.linearCues(utterances));
  const changes = await step('changes', () => study.changes(utterances, { count: 24 }));
  const groups = await step('subgroups', () => study.subgroups(utterances));
  const across = await step('across corpora', () => study.acrossCorpora(utterances));
  const sequence = await step('sequence model', () => study.sequenceModel(utterances, tests, { run: true }));
  const reports: Report[] = [utterances, ratings, tests, picks, models, cues, linearCues];
  study.save(
    ...reports,
    excited,
    classifier,
    classifiers,
    leakage,
    changes,
    groups,
    across,
    sequence,
    protocols,
  );
  line('all', process.cpuUsage(began.cpu), performance.now() - began.at);
}

void main();
