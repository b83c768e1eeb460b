import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { textsOf, numbersOf } from '../../../lib/tables/columns';
import type { Figure } from '../../../lib/plots/figure';
import type { Part, Report } from '../../../lib/notebook/report';
import type { Table } from '../../../lib/notebook/tables';
import { byEmotion, summaries } from '../../../lib/reports/utterances/by-emotion';
import { changesReport } from '../../../lib/reports/utterances/changes';
import { leakageReport } from '../../../lib/reports/utterances/leakage';
import { linearCueReport } from '../../../lib/reports/utterances/linear-cues';
import type { ClassifierPick, RegressionPicks } from '../../../lib/reports/utterances/picks';
import { predictionFrame } from '../../../lib/reports/utterances/prediction-frame';
import { protocolReport } from '../../../lib/reports/utterances/protocol-scores';
import { ratingsReport } from '../../../lib/reports/utterances/ratings';
import { headlineSentence, regressionScoreTable } from '../../../lib/reports/utterances/regression-scores';
import { regressionTests } from '../../../lib/reports/utterances/regression-tests';
import { sequenceModelReport } from '../../../lib/reports/utterances/sequence-model';
import { acrossCorpora, subgroupScores } from '../../../lib/reports/utterances/subgroups';
import type { UtterancesReport } from '../../../lib/reports/utterances/utterances';
import { random } from '../../../lib/stats/random';
import { openSteps } from '../../../lib/study/steps';
import type { Places } from '../../../lib/study/places';
import { setsWithEmotions } from '../../../lib/study/utterances/feature-sets';
import { testRegressor } from '../../../lib/study/utterances/models';
import { splitsOf } from '../../../lib/study/utterances/protocols';
import type { Label } from '../../../lib/tables/labels';
import { temporaryFolder } from '../../support/folder';

// 72 utterances of six speakers in three sessions, whose arousal is heard in their energy; nothing was picked.
const generator = random(3);
const emotions = ['exc', 'sad', 'neu', 'ang'];
const labels = Array.from({ length: 72 }, (_, i): Label => {
  const [session, place] = [1 + (i % 3), Math.floor(i / 3) % 2];
  return {
    corpus: 'IEMOCAP',
    scales: 'rated' as const,
    id: `u${i}`,
    session,
    speaker: `Ses0${session}${'FM'[place]}`,
    sex: place === 0 ? 'F' : 'M',
    start: 0,
    end: 1,
    emotion: emotions[i % 4],
    valence: generator.uniform(1, 5),
    arousal: generator.uniform(1, 5),
    dominance: 3,
    agreement: 1,
    categories: [],
    transcript: '',
  };
});
const features = ['f0_mean', 'energy'];
const values = Float64Array.from(
  labels.flatMap(({ arousal, sex }) => [
    (sex === 'F' ? 220 : 120) + generator.normal(),
    arousal + generator.normal(0, 0.3),
  ]),
);
const set = { name: 'small', version: 1, rows: { features, values }, units: ['Hz', ''] };
const complete = { labels, sets: [set] };
const utterances = {
  labelled: {
    labels,
    set: { name: 'small', version: 1 },
    data: 'hash',
    table: { segments: [], ...set.rows },
  },
  complete,
  fourEmotions: setsWithEmotions(complete, ['exc', 'hap', 'sad', 'neu']),
} as unknown as UtterancesReport;
const picks = { arousal: null, valence: null } as RegressionPicks;
const classifier = { excited: null } as ClassifierPick;

/** Runs steps as a study does. */
function runner() {
  const steps = openSteps();
  return {
    notRun: steps.notRun,
    run: <T>(name: string, step: () => T | Promise<T>, parts: Part[]) =>
      steps.run(name, step, (sentence) => parts.push(sentence)),
  };
}

const sentences = ({ parts }: Report) => parts.filter((part) => typeof part === 'string');
const tables = ({ parts }: Report) => parts.filter((part): part is Table => isKind(part, 'table'));
const figures = ({ parts }: Report) => parts.filter((part): part is Figure => isKind(part, 'figure'));
const isKind = (part: Part, kind: string) => typeof part === 'object' && 'kind' in part && part.kind === kind;
const cells = (table: Table, column: string) =>
  table.columns.find(({ name }) => name === column)?.cells ?? assert.fail(`no column ${column}`);
const resultsOf = (report: Report) => report.toJSON?.() as Record<string, never>;

test('values by emotion come in one order, and an emotion that nobody has is left out', () => {
  const groups = byEmotion(
    [{ emotion: 'sad' }, { emotion: 'exc' }, { emotion: 'sur' }, { emotion: 'sad' }],
    [1, 2, 3, 5],
  );
  assert.deepEqual(groups, [
    { name: 'excited', values: [2] },
    { name: 'sad', values: [1, 5] },
  ]);
  assert.equal(summaries(groups).sad.mean, 3);
});

test('ratings: only utterances of which annotators agreed enough, more for arousal than for valence', async () => {
  const agreed = labels.map((label, i) => ({ ...label, agreement: i % 2 === 0 ? 0.6 : 0.4 }));
  const study = runner();
  const report = await ratingsReport(study, agreed);
  assert.equal(figures(report).length, 1);
  assert.deepEqual(study.notRun, {
    'the figure of arousal by emotion': 'a histogram needs at least one group of values',
  });
  const { valence, arousal, means } = resultsOf(report).byEmotion as Record<string, Record<string, object>>;
  assert.deepEqual(Object.keys(valence.rated), ['excited', 'neutral']); // places 0 and 2 of the four
  assert.deepEqual(arousal.rated, {});
  assert.deepEqual(Object.keys(means), ['exc', 'hap', 'neu', 'ang', 'sad', 'fru']);
});

test('predictions as a frame: joined by id, the error is predicted minus rated, gaps where nothing was predicted', async () => {
  const splits = splitsOf(labels, 'leaveOneSessionOut', 1);
  const tested = await testRegressor({ labels, rows: set.rows }, 'arousal', splits);
  const frame = predictionFrame(labels, tested, null);
  assert.deepEqual(
    textsOf(frame, 'id'),
    labels.map(({ id }) => id),
  );
  const [rated, predicted, error] = ['arousal', 'arousal_predicted', 'arousal_error'].map((column) =>
    numbersOf(frame, column),
  );
  tested.labels.forEach(({ id }, i) => {
    const row = Number(id.slice(1));
    assert.equal(predicted[row], tested.predicted[i]);
    assert.equal(error[row], tested.predicted[i] - rated[row]);
  });
  assert.ok(numbersOf(frame, 'valence_error').every(Number.isNaN));
});

test('tests of regressions without a pick: the others stand, and the headline says what it lacks', async () => {
  const study = runner();
  const report = await regressionTests(study, utterances, picks, 1);
  assert.deepEqual(study.notRun, { 'the headline': 'needs arousal tested with sessions left out' });
  assert.match(sentences(report).join(), /\*\*Not run: the headline\.\*\*/);
  const names = cells(tables(report)[0], 'test');
  assert.equal(names.length, 5);
  assert.doesNotMatch(names.join(), /picked/);
  const { arousal, byEmotion: distributions, seed } = resultsOf(report);
  assert.equal((arousal as Record<string, unknown>).leaveOneSessionOut, null);
  assert.deepEqual((distributions as Record<string, unknown>).arousal, { predicted: {}, errors: null });
  assert.equal(seed, 1);
  assert.ok(numbersOf(report.frame(), 'arousal_predicted').every(Number.isNaN));
});

test('the headline names the easier scale', async () => {
  const { scores } = await regressionTests(runner(), utterances, picks, 1);
  const headline = (scale: 'arousal' | 'valence') => ({
    ...scores[scale],
    leaveOneSessionOut: scores[scale].original,
  });
  const [arousal, valence] = [headline('arousal'), headline('valence')];
  const sentence = headlineSentence({ arousal, valence });
  assert.match(
    sentence,
    /^For a new voice, arousal is predicted with CCC 0\.\d\d \(0\.\d\d to 0\.\d\d\) and r = 0\.\d\d/,
  );
  assert.match(sentence, /Arousal is the easier of the two, as in most studies/);
  assert.match(
    headlineSentence({ arousal: valence, valence: arousal }),
    /valence is the easier of the two, which is unusual/,
  );
  assert.match(cells(regressionScoreTable('arousal', arousal), 'test')[0], /^picked model/);
});

test('leakage and protocols without a pick: the original’s regressions alone', async () => {
  const study = runner();
  const leaks = await leakageReport(study, utterances, picks, classifier, 1);
  assert.deepEqual(Object.keys(study.notRun), ['leakage of excited']);
  assert.equal((resultsOf(leaks).leakage as readonly unknown[]).length, 2);
  const said = sentences(leaks);
  const apart = (resultsOf(leaks).leakage as readonly { name: string; ci95: [number, number] }[]).filter(
    ({ ci95: [low, high] }) => low > 0 || high < 0,
  );
  const differences = said.findIndex((one) => /interval.* includes? 0/.test(one));
  if (apart.length === 0) assert.match(said[differences], /^Every interval includes 0/);
  else for (const { name } of apart) assert.ok(said[differences].includes(name), name);
  const protocols = await protocolReport(study, utterances, picks, 1);
  assert.equal(cells(tables(protocols)[0], 'protocol').length, 8); // four protocols, two scales
  assert.match(said.join(' '), /Scenarios: IEMOCAP names no script.* left out/);
  const { arousal, valence } = resultsOf(leaks).negativeControl as Record<string, { ci95: [number, number] }>;
  for (const {
    ci95: [low, high],
  } of [arousal, valence])
    assert.ok(low <= 0 && high >= 0);
});

test('scenarios are left out where names tell of them', async () => {
  const scenes = ['impro01', 'script01_1', 'impro02'];
  const told = labels.map((label, i) => ({
    ...label,
    id: `${label.speaker}_${scenes[i % 5 === 4 ? 2 : i % 2]}_F${i}`,
  }));
  const mixed = told.map((label, i) => (i < 12 ? { ...label, corpus: 'own' } : label));
  const ofThese = { ...utterances, complete: { labels: mixed, sets: [set] } };
  const study = runner();
  const leaks = await leakageReport(study, ofThese, picks, classifier, 1);
  assert.deepEqual(Object.keys(study.notRun), ['leakage of excited']);
  assert.equal(tables(leaks).length, 2);
  assert.deepEqual(
    (resultsOf(leaks).leakage as readonly Record<string, object>[]).map(({ scenario }) =>
      Object.keys(scenario),
    ),
    Array(2).fill(['random', 'independent', 'difference', 'ci95', 'p']),
  );
  assert.match(sentences(leaks).join(' '), /Scenarios: own names no .*3 scenarios/s);
  const { protocols } = resultsOf(await protocolReport(study, ofThese, picks, 1)) as Record<string, object[]>;
  const counted = (protocols as { protocol: string; n: number }[]).map(
    ({ protocol, n }) => `${protocol} ${n}`,
  );
  assert.equal(counted.filter((one) => one === 'leaveOneScenarioOut 60').length, 2);
  for (const { train, test: tested } of splitsOf(mixed, 'leaveOneScenarioOut', 1)) {
    const scene = (row: number) => mixed[row].id.split('_')[1];
    assert.equal(new Set(tested.map(scene)).size, 1);
    assert.ok(train.every((row) => row >= 12 && scene(row) !== scene(tested[0])));
  }
});

test('a linear model taken apart: the columns of a row add up to its prediction', async () => {
  const report = await linearCueReport(runner(), utterances);
  const [shown] = tables(report);
  const number = (column: string, row: number) => Number(cells(shown, column)[row].replace('−', '-'));
  for (let row = 0; row < 6; row++) {
    const sum = ['average says', 'pitch', 'loudness'].reduce(
      (total, column) => total + number(column, row),
      0,
    );
    assert.ok(Math.abs(sum - number('predicted', row)) < 0.021, `row ${row}`); // four numbers of two decimals
  }
  assert.match(sentences(report).join(), /most is loudness/);
});

test('groups of speakers whose interval does not hold the score of all are named', async () => {
  const report = await subgroupScores(runner(), utterances, 1);
  const groups = resultsOf(report).subgroups as readonly {
    group: string;
    ccc: number;
    interval: [number, number];
  }[];
  assert.deepEqual(
    groups.map(({ group }) => group),
    ['all', 'men', 'women', 'high pitch', 'low pitch', 'middle pitch'],
  );
  const [all, ...others] = groups;
  const [said] = sentences(report);
  for (const {
    group,
    interval: [low, high],
  } of others)
    assert.equal(
      new RegExp(`\\b${group}\\b`).test(said),
      low > all.ccc || high < all.ccc,
      `${group}: ${said}`,
    );
});

test('one corpus says which to link; two are tested on each other, and nominal scales are named', async () => {
  const one = await acrossCorpora(runner(), utterances, 1);
  assert.match(sentences(one).join(), /one corpus only \(IEMOCAP\)/);
  assert.deepEqual(resultsOf(one).acrossCorpora, []);
  const mixed = labels.map((label, i): Label =>
    i % 2 === 0 ? label : { ...label, corpus: 'EmoDB', scales: 'nominal' },
  );
  const two = { ...utterances, complete: { ...complete, labels: mixed } };
  const report = await acrossCorpora(runner(), two, 1);
  assert.equal(cells(tables(report)[0], 'trained on').length, 4);
  assert.match(sentences(report).join(), /Valence and arousal of EmoDB are nominal/);
});

test('recordings that are not there are not changed, and a sequence model that is not wanted says so', async () => {
  const { SAA_ARTIFACTS } = process.env;
  process.env.SAA_ARTIFACTS = temporaryFolder({}); // the scores are kept there
  after(() => {
    if (SAA_ARTIFACTS === undefined) delete process.env.SAA_ARTIFACTS;
    else process.env.SAA_ARTIFACTS = SAA_ARTIFACTS;
  });
  const changes = await changesReport({ data: '/nowhere' } as Places, utterances, 1, 2);
  assert.match(sentences(changes).join(), /^Changed recordings are not tested: the recordings are not there/);
  assert.deepEqual(resultsOf(changes), { changes: [] });
  const tests = await regressionTests(runner(), utterances, picks, 1);
  const study = { ...runner(), places: { data: '/nowhere' } as Places };
  const sequence = await sequenceModelReport(study, utterances, tests, 1, false);
  assert.match(sentences(sequence).join(), /\*\*Not run: the sequence model\.\*\*/);
  assert.deepEqual(resultsOf(sequence), { sequence: [] });
});
