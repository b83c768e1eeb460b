import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { readLinkedCorpora } from '../../../lib/corpora/linked';
import type { CorpusUtterance } from '../../../lib/corpora/registry';
import { writeDemoCorpus } from '../../../lib/demo/corpus';
import { runNotebook } from '../../support/run-notebook';

// Notebooks 1 and 2 on tables of labels made from the demo corpus's utterances. The notebooks' own cells run, without a kernel, in
// this process.
const work = mkdtempSync(path.join(tmpdir(), 'saa-labelled-'));
after(() => rmSync(work, { recursive: true, force: true }));
const demo = path.join(work, 'demo');
let utterances: readonly CorpusUtterance[] = [];

type Results = Readonly<Record<string, never>> & { readonly notRun: Readonly<Record<string, string>> };
interface Study {
  readonly said: string;
  readonly first: Results;
  readonly second: Results;
}

async function study(name: string, data: string): Promise<Study> {
  const artifacts = path.join(work, `artifacts-${name}`);
  mkdirSync(artifacts);
  const said: string[] = [];
  for (const notebook of ['preprocess_data', 'emotion_analysis'])
    said.push(
      await runNotebook(
        notebook,
        { data, artifacts },
        { changedUtterances: 2, copiedUtterances: 30, sequenceModel: false, further: [] },
      ),
    );
  const odd = said
    .join('\n')
    .split('\n')
    .filter((line) => /\b(NaN|undefined|null)\b/.test(line));
  assert.deepEqual(odd, [], name);
  const results = (notebook: string) =>
    JSON.parse(readFileSync(path.join(artifacts, 'results', `${notebook}.json`), 'utf8')) as Results;
  return {
    said: said.join('\n'),
    first: results('preprocess_data'),
    second: results('emotion_analysis'),
  };
}

/** A data folder with the demo corpus's recordings and a table of these columns. */
function tableOf(
  name: string,
  columns: Readonly<Record<string, (one: CorpusUtterance) => string | number>>,
): string {
  const data = path.join(work, name);
  const corpus = path.join(data, 'mine');
  cpSync(path.join(demo, 'IEMOCAP_full_release'), path.join(corpus, 'recordings'), {
    recursive: true,
    filter: (file) => path.basename(file) !== 'dialog',
  });
  const rows = utterances.map((one) =>
    Object.values(columns)
      .map((value) => JSON.stringify(value(one)))
      .join(),
  );
  writeFileSync(path.join(corpus, 'labels.csv'), `${Object.keys(columns).join()}\n${rows.join('\n')}\n`);
  return data;
}

let known: Study;
before(async () => {
  await writeDemoCorpus(demo, { seed: 7, size: 'small' });
  rmSync(path.join(demo, 'data_interview'), { recursive: true });
  ({ utterances } = await readLinkedCorpora(demo));
  known = await study('known', demo);
});

const words: Readonly<Record<string, string>> = {
  ...{ ang: 'Anger', hap: 'happy', sad: 'sadness', neu: 'neutral', exc: 'excited', fru: 'frustrated' },
};
const who = {
  file: ({ id }: CorpusUtterance) => id,
  speaker: ({ speaker }: CorpusUtterance) => speaker,
};

test('a table with the labels of IEMOCAP gives the same results', async () => {
  const data = tableOf('same', {
    ...who,
    session: ({ session }) => session,
    sex: ({ sex }) => (sex === 'F' ? 'female' : 'male'),
    emotion: ({ emotion }) => words[emotion] ?? emotion,
    valence: ({ valence }) => valence,
    arousal: ({ arousal }) => arousal,
    dominance: ({ dominance }) => dominance,
  });
  const { said, first, second } = await study('same', data);
  assert.match(said, /Corpora: mine\./);
  assert.deepEqual(first['correlations'], known.first['correlations']);
  const renamed = JSON.parse(
    JSON.stringify({
      arousal: second['arousal'],
      valence: second['valence'],
      excited: second['excited'],
    }).replaceAll('session 30', 'session '),
  ) as unknown;
  const { arousal, valence, excited } = known.second;
  assert.ok(known.second['arousal']['leaveOneSessionOut'], 'arousal is tested');
  assert.deepEqual(renamed, { arousal, valence, excited });
  assert.deepEqual(second['subgroups'], known.second['subgroups']);
  assert.deepEqual(second.notRun, known.second.notRun);
});

test('ratings of arousal alone, of unknown speakers, run what they allow', async () => {
  const data = tableOf('arousal', { file: who.file, arousal: ({ arousal }) => arousal });
  const { said, second } = await study('arousal', data);
  assert.match(said, /no column speaker or session/);
  assert.match(said, /1 speaker \(0 women, 0 men, 1 of unknown sex\), .* no emotion is named/);
  for (const scale of ['arousal', 'valence'])
    assert.match(second.notRun[`testing ${scale}, one session left out`], /give two groups or more/);
});

test('ratings of arousal alone by known speakers give models of arousal', async () => {
  const data = tableOf('speakers', { ...who, arousal: ({ arousal }) => arousal });
  const { said, first, second } = await study('speakers', data);
  assert.match(said, /no column session: each speaker counts as a session/);
  assert.deepEqual(first['correlations'], known.first['correlations']);
  assert.ok(second['arousal']['leaveOneSessionOut'], 'arousal is tested');
  assert.equal(second['valence']['leaveOneSessionOut'], null);
  assert.match(
    second.notRun['testing valence, one session left out'],
    /^\d+ of \d+ utterances are not rated for valence/,
  );
});

test('emotions alone are nominal, and words of one’s own are kept', async () => {
  const data = tableOf('emotions', {
    ...who,
    sex: ({ sex }) => sex,
    emotion: ({ emotion }) => ({ ang: 'Contempt', exc: 'joy' })[emotion] ?? words[emotion] ?? emotion,
  });
  const { said, first, second } = await study('emotions', data);
  assert.match(said, /Valence, arousal and dominance of mine are nominal/);
  const { emotions } = first['corpus'] as { readonly emotions: Readonly<Record<string, number>> };
  assert.ok(emotions['contempt'] > 0 && emotions['hap'] > 0, JSON.stringify(emotions));
  assert.ok(second['arousal']['leaveOneSessionOut'], 'nominal arousal is tested');
});
