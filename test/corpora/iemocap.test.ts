import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { agreement, readIemocap } from '../../lib/corpora/iemocap';
import { linkedCorpora } from '../../lib/corpora/linked';
import { skippedCounts } from '../../lib/corpora/skipped';
import { temporaryFolder } from '../support/folder';

const root = 'IEMOCAP_full_release';
const header = '% [START_TIME - END_TIME] TURN_NAME EMOTION [V, A, D]';
const turn = (id: string, start = 1, emotion = 'neu') =>
  `[${start}.0000 - ${start + 2}.5000]\t${id}\t${emotion}\t[2.5000, 3.0000, 2.0000]`;
const labels = (session: number, dialog: string, ...lines: string[]) => ({
  [`${root}/Session${session}/dialog/EmoEvaluation/${dialog}.txt`]: [header, '', ...lines, ''].join('\n'),
});
const transcripts = (session: number, dialog: string, ...lines: string[]) => ({
  [`${root}/Session${session}/dialog/transcriptions/${dialog}.txt`]: lines.join('\n'),
});
const wavs = (session: number, dialog: string, ...ids: string[]) =>
  Object.fromEntries(ids.map((id) => [`${root}/Session${session}/sentences/wav/${dialog}/${id}.wav`, '']));

const dialog = 'Ses01F_impro01';
const id = 'Ses01F_impro01_M000';
/** A corpus of one utterance, labelled by these lines. */
const one = (...lines: string[]) =>
  readIemocap(
    temporaryFolder({
      ...labels(1, dialog, ...lines),
      ...wavs(1, dialog, id),
      ...transcripts(1, dialog, `${id} [001.0000-003.5000]: Yes.`),
    }),
  );

test('an utterance with all that is said of it', async () => {
  const { utterances, skipped } = await one(
    turn(id, 1, 'ang'),
    'C-E1:\tAnger;\t()',
    'C-E2:\tNeutral; Anger;\t(a (odd) comment; with signs)',
    'C-F1:\tFrustration;\t()',
    'A-E1:\tval 2; act 4; dom  3;\t()',
    'A-F1:\tval 1; act 5; dom 5;\t()',
  );
  assert.deepEqual(skipped, []);
  const { annotations, ...rest } = utterances[0];
  assert.deepEqual(rest, {
    segment: { id, file: `${root}/Session1/sentences/wav/${dialog}/${id}.wav`, start: 0, end: Infinity },
    id,
    session: 1,
    dialog,
    type: 'impro',
    speaker: 'Ses01M', // the man speaks, in a dialog named after the woman
    sex: 'M',
    start: 1,
    end: 3.5,
    emotion: 'ang',
    valence: 2.5,
    arousal: 3,
    dominance: 2,
    categories: ['Anger', 'Neutral', 'Anger', 'Frustration'],
    agreement: 0.5,
    transcript: 'Yes.',
  });
  assert.deepEqual(annotations, [
    { annotator: 'E1', by: 'observer', categories: ['Anger'], valence: 2, arousal: 4, dominance: 3 },
    {
      annotator: 'E2',
      by: 'observer',
      categories: ['Neutral', 'Anger'],
      valence: NaN,
      arousal: NaN,
      dominance: NaN,
    },
    { annotator: 'F1', by: 'self', categories: ['Frustration'], valence: 1, arousal: 5, dominance: 5 },
  ]);
});

test('agreement is the share of the most frequent category', () => {
  assert.equal(agreement(['Neutral', 'Anger', 'Neutral']), 2 / 3);
  assert.equal(agreement(['Neutral', 'Anger', 'Sadness', 'Excited']), 0.25);
  assert.equal(agreement(['Neutral']), 1);
  assert.equal(agreement([]), NaN);
});

test('order: session, dialog, time, name; not the order of the files', async () => {
  const [a, b] = ['Ses01M_script02_2', 'Ses02F_impro01'];
  const corpus = await readIemocap(
    temporaryFolder({
      ...labels(2, b, turn(`${b}_F000`)),
      ...labels(1, a, turn(`${a}_M001`, 9), turn(`${a}_M000`, 3), turn(`${a}_F000`, 3)),
      ...labels(1, dialog, turn(id)),
      ...wavs(2, b, `${b}_F000`),
      ...wavs(1, a, `${a}_M000`, `${a}_M001`, `${a}_F000`),
      ...wavs(1, dialog, id),
    }),
  );
  assert.deepEqual(
    corpus.utterances.map((utterance) => utterance.id),
    [id, `${a}_F000`, `${a}_M000`, `${a}_M001`, `${b}_F000`],
  );
  assert.deepEqual(
    corpus.utterances.map(({ type, speaker }) => `${type} ${speaker}`),
    ['impro Ses01M', 'script Ses01F', 'script Ses01M', 'script Ses01M', 'impro Ses02F'],
  );
});

test('an utterance on which nobody agrees is kept', async () => {
  const { utterances } = await one(turn(id, 1, 'xxx'), 'C-E1:\tAnger;\t()', 'C-E2:\tFear;\t()');
  assert.equal(utterances[0].emotion, 'xxx');
  assert.equal(utterances[0].agreement, 0.5);
});

test('Windows line ends, a byte order mark and Latin-1 are read', async () => {
  const windows = [header, '', turn(id), 'C-E1:\tNeutral;\t(d\xe9j\xe0 vu)', ''].join('\r\n');
  const folder = temporaryFolder({
    [`${root}/Session1/dialog/EmoEvaluation/${dialog}.txt`]: Buffer.from(windows, 'latin1'),
    ...wavs(1, dialog, id),
    ...transcripts(1, dialog, `\uFEFF${id} [001.0000-003.5000]: Café.\r`),
  });
  const { utterances, skipped } = await readIemocap(folder);
  assert.deepEqual(skipped, []);
  assert.deepEqual(utterances[0].categories, ['Neutral']);
  assert.equal(utterances[0].transcript, 'Café.');
});

test('hidden files and foreign folders are passed over', async () => {
  const { utterances, skipped } = await readIemocap(
    temporaryFolder({
      ...labels(1, dialog, turn(id)),
      ...labels(1, `._${dialog}`, '\0\0garbage'),
      [`${root}/Session1/dialog/EmoEvaluation/Categorical/${dialog}_e1_cat.txt`]:
        'Ses01F_impro01_M000 :Neutral; ()',
      ...wavs(1, dialog, id, `._${id}`),
      [`${root}/Session1/sentences/wav/.DS_Store`]: '',
      [`${root}/Session1/sentences/MOCAP_hand/${dialog}/${id}.txt`]: '',
      [`${root}/Documentation/README.txt`]: '',
      ...transcripts(1, dialog, `${id} [001.0000-003.5000]: Yes.`),
    }),
  );
  assert.equal(utterances.length, 1);
  assert.deepEqual(skipped, []);
});

describe('what does not fit is listed, and the rest is used', () => {
  test('labels without recording, recordings without label, second labels', async () => {
    const other = 'Ses01F_impro01_F000';
    const folder = temporaryFolder({
      ...labels(1, dialog, turn(id), turn(other), turn(id, 5)),
      ...labels(1, 'Ses01F_impro02', turn('Ses01F_impro02_F000')),
      ...wavs(1, dialog, id, 'Ses01F_impro01_M009'),
      ...transcripts(1, dialog, `${id} [001.0000-003.5000]: Yes.`),
    });
    const { utterances, skipped } = await readIemocap(folder);
    assert.deepEqual(
      utterances.map(({ start }) => start),
      [1],
    );
    assert.deepEqual(skippedCounts(skipped), {
      'label without recording': 2,
      'second label': 1,
      'recording without label': 1,
    });
    const file = `${root}/Session1/dialog/EmoEvaluation/${dialog}.txt`;
    assert.deepEqual(skipped[0], {
      kind: 'label without recording',
      file,
      line: 4,
      reason: `no ${other}.wav in sentences/wav`,
    });
  });

  const faults: Record<string, [string, RegExp]> = {
    'a turn without scales': [
      `[1.0 - 2.0]\t${id}\tneu`,
      /expected \[start - end\] name emotion \[V, A, D\]: found/,
    ],
    'a time that is no number': [turn(id).replace('1.0000', '1,x'), /times: found "1,x - 3\.5000"/],
    'an end before the start': [turn(id).replace('3.5000', '0.5'), /times: found "1\.0000 - 0\.5"/],
    'an unknown emotion': [turn(id, 1, 'zzz'), /emotion: found "zzz", expected one of ang hap sad/],
    'a missing mean': [turn(id).replace('3.0000', ''), /\[V, A, D\]: found "2\.5000, , 2\.0000"/],
    'a mean far off': [turn(id).replace('3.0000', '30'), /\[V, A, D\]: found .* three numbers from 1 to 5/],
    'a turn of another session': [
      turn('Ses02F_impro01_M000'),
      /name: found "Ses02F_impro01_M000", expected one like Ses01/,
    ],
    'an outlandish name': [turn('../../etc/passwd'), /name: found "\.\.\/\.\.\/etc\/passwd"/],
    'no label line at all': ['Hello', /expected a turn, or an annotation below one: found "Hello"/],
    'an annotation above all turns': ['C-E1:\tAnger;\t()', /expected a turn/],
  };
  for (const [name, [line, reason]] of Object.entries(faults)) {
    test(name, async () => {
      const below = name === 'an annotation above all turns' ? [] : ['C-E1:\tNeutral;\t()'];
      const good = 'Ses01F_impro01_F000';
      const folder = temporaryFolder({
        ...labels(1, dialog, line, ...(line.startsWith('[') ? below : []), turn(good)),
        ...wavs(1, dialog, good),
        ...transcripts(1, dialog, `${good} [001.0000-003.5000]: Yes.`),
      });
      const { utterances, skipped } = await readIemocap(folder);
      assert.deepEqual(
        utterances.map((utterance) => utterance.id),
        [good],
      );
      assert.deepEqual(skippedCounts(skipped), { 'malformed label': 1 });
      assert.equal(skipped[0].line, 3);
      assert.match(skipped[0].reason, reason);
    });
  }

  test('ratings that are missing or out of range', async () => {
    const { utterances, skipped } = await one(
      turn(id),
      'C-E1:\t;\t()',
      'A-E1:\tval 3; act 2; dom  ;\t()',
      'A-E2:\tval 9; act 2; dom 1;\t()',
    );
    assert.deepEqual(
      utterances[0].annotations.map(({ valence, arousal, dominance }) => [valence, arousal, dominance]),
      [
        [3, 2, NaN],
        [NaN, 2, 1],
      ],
    );
    assert.equal(utterances[0].agreement, NaN);
    assert.deepEqual(
      skipped.map(({ line, reason }) => `${line} ${reason}`),
      [
        '4 category of E1: found none',
        '5 dom of E1: found "", expected 1 to 5',
        '6 val of E2: found "9", expected 1 to 5',
      ],
    );
  });

  test('transcript lines without a name, utterances without transcript', async () => {
    const folder = temporaryFolder({
      ...labels(1, dialog, turn(id)),
      ...wavs(1, dialog, id),
      ...transcripts(1, dialog, 'M: Excuse me.', '', 'Ses01F_impro01_FXX0 [002.0-003.0]: [LAUGHTER]'),
    });
    const { utterances, skipped } = await readIemocap(folder);
    assert.equal(utterances[0].transcript, '');
    assert.deepEqual(skippedCounts(skipped), {
      'malformed transcript line': 1,
      'transcript missing, utterance used': 1,
    });
    assert.match(skipped[0].reason, /found "M: Excuse me\."/);
  });

  test('a session without labels', async () => {
    const folder = temporaryFolder({
      ...labels(1, dialog, turn(id)),
      ...wavs(1, dialog, id),
      ...wavs(2, 'Ses02F_impro01', 'Ses02F_impro01_F000'),
      ...transcripts(1, dialog, `${id} [001.0000-003.5000]: Yes.`),
    });
    const { utterances, skipped } = await readIemocap(folder);
    assert.equal(utterances.length, 1);
    assert.deepEqual(skippedCounts(skipped), { 'session without labels': 1, 'recording without label': 1 });
  });
});

describe('a corpus of which nothing can be used is an error that says why', () => {
  test('no folder', () =>
    assert.rejects(readIemocap(temporaryFolder({})), /no folder Session1 … Session5; put or link/));
  test('no labels anywhere', () =>
    assert.rejects(
      readIemocap(temporaryFolder(wavs(1, dialog, id))),
      /no utterance .*Session1\/dialog\/EmoEvaluation: no label files/,
    ));
  test('no recordings anywhere', () =>
    assert.rejects(readIemocap(temporaryFolder(labels(1, dialog, turn(id)))), /no Ses01F_impro01_M000\.wav/));
});

describe('where IEMOCAP lies', () => {
  const files = { ...labels(1, dialog, turn(id)), ...wavs(1, dialog, id) };
  /** The corpus of one utterance with every path rewritten. */
  const laid = (rewrite: (path: string) => string) =>
    temporaryFolder(
      Object.fromEntries(Object.entries(files).map(([path, content]) => [rewrite(path), content])),
    );
  const places: Record<string, (path: string) => string> = {
    'in lower case': (path) => path.replace(root, root.toLowerCase()),
    'under another name': (path) => path.replace(root, 'IEMOCAP'),
    'in a folder of its own name': (path) => `${root}/${path}`,
    'in two': (path) => `Downloads/${root}/${path}`,
    'its sessions in lower case': (path) => path.replace('Session', 'session'),
    'its folders in capitals': (path) =>
      path.replace('sentences/wav', 'Sentences/WAV').replace('dialog', 'DIALOG'),
    'its sessions in the data folder': (path) => path.replace(`${root}/`, ''),
  };
  for (const [what, rewrite] of Object.entries(places)) {
    test(what, async () => {
      const folder = laid(rewrite);
      assert.deepEqual(await linkedCorpora(folder), ['IEMOCAP']);
      const { utterances, skipped } = await readIemocap(folder);
      const wav = `${root}/Session1/sentences/wav/${dialog}/${id}.wav`;
      assert.deepEqual(
        utterances.map(({ segment }) => segment.file),
        [rewrite(wav)],
      );
      assert.deepEqual(Object.keys(skippedCounts(skipped)), ['transcript missing, utterance used']);
    });
  }

  test('a second one is named and not read', async () => {
    const copy = Object.entries(files).map(([path, content]) => [path.replace(root, 'copy'), content]);
    const { utterances, skipped } = await readIemocap(
      temporaryFolder({ ...files, ...(Object.fromEntries(copy) as typeof files) }),
    );
    assert.equal(utterances.length, 1);
    assert.deepEqual(
      skipped.filter(({ kind }) => kind === 'second folder of IEMOCAP'),
      [{ kind: 'second folder of IEMOCAP', file: 'copy', reason: `${root} is read` }],
    );
  });

  test('a folder of that name with something else in it: the message says what', async () => {
    const folder = temporaryFolder({
      'iemocap_full_release/README.txt': '',
      'iemocap_full_release/x.tar.gz': '',
    });
    assert.deepEqual(await linkedCorpora(folder), ['IEMOCAP']);
    await assert.rejects(
      readIemocap(folder),
      /iemocap_full_release: no folder Session1 … Session5; .* \(found README\.txt, x\.tar\.gz\)/,
    );
  });
});
