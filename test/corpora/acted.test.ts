import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { encodeWav } from '../../lib/audio/wav';
import { emodb, parseEmodbName } from '../../lib/corpora/emodb';
import { linkedCorpora, readLinkedCorpora } from '../../lib/corpora/linked';
import { nominalPoint } from '../../lib/corpora/nominal';
import { parseRavdessName, ravdess } from '../../lib/corpora/ravdess';
import { skippedCounts } from '../../lib/corpora/skipped';
import { closeTo } from '../support/close-to';
import { temporaryFolder } from '../support/folder';

const quarter = encodeWav([new Float64Array(4000)], 16000); // 0.25 s
const wavs = (...files: string[]) => Object.fromEntries(files.map((file) => [file, quarter]));

describe('RAVDESS', () => {
  test('an utterance by its name', async () => {
    const name = '03-01-06-01-02-01-12';
    const corpus = await ravdess.read(temporaryFolder(wavs(`RAVDESS/Actor_12/${name}.wav`)));
    assert.deepEqual(corpus.skipped, []);
    const [{ valence, arousal, dominance, ...rest }] = corpus.utterances;
    assert.deepEqual(rest, {
      segment: { id: name, file: `RAVDESS/Actor_12/${name}.wav`, start: 0, end: Infinity },
      id: name,
      session: 6,
      speaker: 'RAVDESS12',
      sex: 'F', // even numbers are women
      emotion: 'fea',
      start: 0,
      end: 0.25,
      agreement: 1,
      categories: ['fea'],
      transcript: 'Dogs are sitting by the door.',
    });
    // Fear is −.64, .60, −.43 in Russell & Mehrabian (1977); normal intensity is two thirds of it.
    closeTo(valence, 3 - (0.64 * 4) / 3, 1e-12);
    closeTo(arousal, 3 + (0.6 * 4) / 3, 1e-12);
    closeTo(dominance, 3 - (0.43 * 4) / 3, 1e-12);
  });

  test('emotions, degrees and actors of the published table', () => {
    const of = (emotion: number, degree: number, actor: string) => {
      const said = parseRavdessName(`03-01-0${emotion}-0${degree}-01-02-${actor}`);
      return typeof said === 'string' ? said : [said.emotion, said.intensity, said.sex, said.session];
    };
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((emotion) => of(emotion, 1, '01')[0]),
      ['neu', 'cal', 'hap', 'sad', 'ang', 'fea', 'dis', 'sur'],
    );
    assert.deepEqual(of(5, 2, '23'), ['ang', 'strong', 'M', 12]);
    assert.deepEqual(of(5, 2, '24'), ['ang', 'strong', 'F', 12]);
  });

  test('song, video, other names, copies and broken files are left out and named', async () => {
    const corpus = await ravdess.read(
      temporaryFolder({
        ...wavs(
          'ravdess/Audio_Speech_Actors_01-24/Actor_01/03-01-01-01-01-01-01.wav',
          'ravdess/Actor_01/03-01-01-01-01-01-01.wav',
          'ravdess/Actor_01/03-02-01-01-01-01-01.wav',
          'ravdess/Actor_01/01-01-01-01-01-01-01.wav',
          'ravdess/Actor_01/03-01-01-01-01-01-25.wav',
          'ravdess/Actor_01/notes.wav',
          'ravdess/Actor_01/._03-01-01-01-01-02-01.wav',
        ),
        'ravdess/Actor_02/03-01-01-01-01-01-02.wav': 'no sound',
        'ravdess/readme.txt': '',
      }),
    );
    assert.deepEqual(
      corpus.utterances.map(({ segment }) => segment.file),
      ['ravdess/Actor_01/03-01-01-01-01-01-01.wav'],
    );
    assert.deepEqual(skippedCounts(corpus.skipped), {
      'recording not used, by its name': 4,
      'recording that cannot be opened': 1,
      'second recording of a name': 1,
    });
    const reasons = corpus.skipped.map(({ reason }) => reason).join('\n');
    assert.match(reasons, /song/);
    assert.match(reasons, /audio-only files begin with 03/);
  });
});

describe('EmoDB', () => {
  test('utterances by their names', async () => {
    const corpus = await emodb.read(
      temporaryFolder(wavs('EmoDB/wav/03a01Fa.wav', 'EmoDB/wav/16b10Wb.wav', 'EmoDB/wav/13b09Lc.wav')),
    );
    assert.deepEqual(
      corpus.utterances.map(({ speaker, sex, emotion, session }) => [speaker, sex, emotion, session]),
      [
        ['EmoDB03', 'M', 'hap', 3],
        ['EmoDB13', 'F', 'bor', 13],
        ['EmoDB16', 'F', 'ang', 16],
      ],
    );
    closeTo(corpus.utterances[2].arousal, 3 + 2 * 0.59, 1e-12);
    assert.equal(corpus.utterances[0].transcript, 'Der Lappen liegt auf dem Eisschrank.');
  });

  test('every letter has its emotion; other names say what is expected', () => {
    const emotions = [...'WLEAFTN'].map((letter) => {
      const said = parseEmodbName(`08a02${letter}a`);
      return typeof said === 'string' ? said : said.emotion;
    });
    assert.deepEqual(emotions, ['ang', 'bor', 'dis', 'fea', 'hap', 'sad', 'neu']);
    for (const name of ['03a01Xa', '07a01Fa', '03c01Fa', '03a03Fa', 'P1']) {
      assert.equal(
        parseEmodbName(name),
        'expected a name like 03a01Fa.wav: speaker, text, emotion (W L E A F T N), version',
      );
    }
  });

  test('a folder with nothing usable is an error that says why', () =>
    assert.rejects(
      emodb.read(temporaryFolder(wavs('EmoDB/hello.wav'))),
      /no utterance of EmoDB \(EmoDB\/hello\.wav: expected a name/,
    ));
});

test('several corpora in one data folder: names unique, sessions apart', async () => {
  const folder = temporaryFolder(wavs('EmoDB/03a01Fa.wav', 'RAVDESS/Actor_01/03-01-03-02-01-01-01.wav'));
  assert.deepEqual(await linkedCorpora(folder), ['RAVDESS', 'EmoDB']);
  const { names, utterances } = await readLinkedCorpora(folder);
  assert.deepEqual(names, ['RAVDESS', 'EmoDB']);
  assert.deepEqual(
    utterances.map(({ corpus, session }) => [corpus, session]),
    [
      ['RAVDESS', 101],
      ['EmoDB', 203],
    ],
  );
});

test('no corpus at all says which folders are looked for', () =>
  assert.rejects(readLinkedCorpora(temporaryFolder({})), /IEMOCAP_full_release\/ .*RAVDESS\/ .*EmoDB\//));

test('nominal points lie on the scales; neutral is the middle; an unknown emotion is refused', () => {
  assert.deepEqual(nominalPoint('neu'), { valence: 3, arousal: 3, dominance: 3 });
  for (const emotion of ['ang', 'bor', 'cal', 'dis', 'fea', 'hap', 'sad', 'sur']) {
    for (const value of Object.values(nominalPoint(emotion))) assert.ok(value >= 1 && value <= 5);
  }
  assert.throws(() => nominalPoint('xxx'), /no nominal point for emotion xxx/);
});
