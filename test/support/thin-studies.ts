import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readRecording } from '../../lib/audio/recording';
import { encodeWav } from '../../lib/audio/wav';
import { random } from '../../lib/stats/random';
import type { WindowPrediction } from '../../lib/tables/predictions';

/** Takes something away from the data folder of a demo corpus. */
export type Thinning = (data: string) => void | Promise<void>;

const iemocap = 'IEMOCAP_full_release';
const scoreFile = 'data_interview/Labels/turker_scores_full_interview.csv';
const audioFolder = 'data_interview/Audio/Audio';

/** Rewrites every file of a folder of each session. */
function rewrite(data: string, folder: string, change: (text: string) => string): void {
  for (const session of readdirSync(path.join(data, iemocap))) {
    const own = path.join(data, iemocap, session, 'dialog', folder);
    for (const name of readdirSync(own)) {
      const file = path.join(own, name);
      writeFileSync(file, change(readFileSync(file, 'utf8')));
    }
  }
}

/** Keeps the blocks of utterances for which `keep` holds; a block begins with its line of times. */
const blocks = (text: string, keep: (block: string, place: number) => boolean): string => {
  const [head, ...utterances] = text.split(/^(?=\[\d)/m);
  return head + utterances.filter(keep).join('');
};

const sessions =
  (count: number): Thinning =>
  (data) => {
    for (const session of readdirSync(path.join(data, iemocap)).sort().slice(count))
      rmSync(path.join(data, iemocap, session), { recursive: true });
  };

/** What may be missing from a corpus of utterances. */
export const thinUtterances: Readonly<Record<string, Thinning>> = {
  'one session': sessions(1),
  'two sessions': sessions(2),
  'three sessions of few utterances': (data) => {
    void sessions(3)(data);
    rewrite(data, 'EmoEvaluation', (text) => blocks(text, (_, place) => place < 3));
  },
  'no women': (data) => rewrite(data, 'EmoEvaluation', (text) => blocks(text, (one) => !/_F\d+\t/.test(one))),
  'no transcripts': (data) => {
    for (const session of readdirSync(path.join(data, iemocap)))
      rmSync(path.join(data, iemocap, session, 'dialog', 'transcriptions'), { recursive: true });
  },
  'no excited utterance': (data) =>
    rewrite(data, 'EmoEvaluation', (text) => text.replace(/\t(exc|hap)\t/g, '\tang\t')),
  'nobody agreed on an emotion': (data) =>
    rewrite(data, 'EmoEvaluation', (text) => text.replace(/\t[a-z]{3}\t/g, '\txxx\t')),
  'constant ratings': (data) =>
    rewrite(data, 'EmoEvaluation', (text) => text.replace(/\t\[[\d., ]+\]/g, '\t[3.0000, 3.0000, 3.0000]')),
  'one session, one woman, no excited utterance, no transcripts': async (data) => {
    await thinUtterances['one session'](data);
    await thinUtterances['no excited utterance'](data);
    await thinUtterances['no transcripts'](data);
    rewrite(data, 'EmoEvaluation', (text) => blocks(text, (one) => /_F\d+\t/.test(one)));
  },
};

type Row = Record<string, string>;

/** Rewrites the raters' file, row by row; a row that becomes undefined goes. */
function scores(data: string, change: (row: Row) => Row | undefined): void {
  const file = path.join(data, scoreFile);
  const [head, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const columns = head.split(',');
  const rows = lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [columns[i], cell])));
  const kept = rows.flatMap((row) => {
    const changed = change(row);
    return changed === undefined ? [] : [changed];
  });
  writeFileSync(file, [head, ...kept.map((row) => columns.map((c) => row[c]).join(','))].join('\n') + '\n');
}

const recordings = (data: string) => readdirSync(path.join(data, audioFolder)).sort();

/** Keeps the recordings and the raters' rows of these interviews. */
const only =
  (...ids: readonly string[]): Thinning =>
  (data) => {
    for (const name of recordings(data))
      if (!ids.includes(name.slice(0, -4).toLowerCase())) rmSync(path.join(data, audioFolder, name));
    scores(data, (row) => (ids.includes(row.Participant) ? row : undefined));
  };

const silence =
  (names: (all: string[]) => string[], from: number, to: number): Thinning =>
  async (data) => {
    for (const name of names(recordings(data))) {
      const file = path.join(data, audioFolder, name);
      const { channels, sampleRate } = await readRecording(file);
      const muted = channels.map((samples) =>
        Float64Array.from(samples, (sample, i) =>
          i >= from * samples.length && i < to * samples.length ? 0 : sample,
        ),
      );
      writeFileSync(file, encodeWav(muted, sampleRate, 16));
    }
  };

const noAudio: Thinning = (data) => rmSync(path.join(data, 'data_interview', 'Audio'), { recursive: true });

const featuresTable: Thinning = (data) => {
  mkdirSync(path.join(data, 'data_interview', 'Features'));
  const ids = [...new Set(readFileSync(path.join(data, scoreFile), 'utf8').match(/^pp?\d+/gm) ?? [])];
  // As the dataset's own table: a row per answer, gaps as --undefined--.
  const rows = ids.flatMap((id, i) =>
    [1, 2].map(
      (q) => `${id.toUpperCase()}Q${q},${(7 * i + q) % 11},${i % 3 === 0 ? '--undefined--' : i / 10},${q}`,
    ),
  );
  writeFileSync(
    path.join(data, 'data_interview', 'Features', 'prosodic_features.csv'),
    `/participant&question,Time:8,MaxRising:3,f2STDf1\n${rows.join('\n')}\n`,
  );
};

/** What may be missing from interviews. */
export const thinInterviews: Readonly<Record<string, Thinning>> = {
  'no audio': noAudio,
  'no audio, a table of features': async (data) => {
    await featuresTable(data);
    await noAudio(data);
  },
  'a table of features beside the audio': featuresTable,
  'one person': only('p1', 'pp1'),
  'one interview': only('p1'),
  'two interviews': only('p1', 'p2'),
  'three interviews': only('p1', 'p2', 'p3'),
  'constant ratings': (data) =>
    scores(data, (row) => (row.Worker === 'AGGR' ? { ...row, Excited: '4' } : row)),
  'ratings constant to the last rater': (data) => scores(data, (row) => ({ ...row, Excited: '4' })),
  'labels of some traits': (data) => {
    const file = path.join(data, scoreFile);
    const rows = readFileSync(file, 'utf8').trimEnd().split('\n');
    const columns = rows[0].split(',');
    const kept = (row: string) =>
      row
        .split(',')
        .filter((_, i) => /^(Participant|Worker|Excited|Calm)$/.test(columns[i]))
        .join();
    writeFileSync(file, `${rows.map(kept).join('\n')}\n`);
  },
  'the trait rated for some': (data) =>
    scores(data, (row) => (row.Participant.endsWith('1') ? { ...row, Excited: '' } : row)),
  'other traits rated for some': (data) =>
    scores(data, (row) => (row.Participant.endsWith('1') ? { ...row, Calm: '', Smiled: '' } : row)),
  'the trait rated for nobody': (data) => scores(data, (row) => ({ ...row, Excited: '' })),
  'no single raters': (data) => scores(data, (row) => (row.Worker === 'AGGR' ? row : undefined)),
  'one rater': (data) => scores(data, (row) => (/^(AGGR|W1)$/.test(row.Worker) ? row : undefined)),
  'no common score': (data) => scores(data, (row) => (row.Worker === 'AGGR' ? undefined : row)),
  "no raters' file": (data) => rmSync(path.join(data, scoreFile)),
  "no raters' file and no audio": (data) => {
    rmSync(path.join(data, scoreFile));
    void noAudio(data);
  },
  'no folder of interviews': (data) => rmSync(path.join(data, 'data_interview'), { recursive: true }),
  'one interview muted for the most part': silence((all) => all.slice(0, 1), 0.2, 1),
  'one interview silent': silence((all) => all.slice(0, 1), 0, 1),
  'all interviews silent': silence((all) => all, 0, 1),
  'no raters, two persons, one silent, a table of features': async (data) => {
    await only('p1', 'pp1', 'p2')(data);
    await silence((all) => all.slice(0, 1), 0, 1)(data);
    await thinInterviews['no single raters'](data);
    await featuresTable(data);
  },
};

/** A copy of a data folder without what the thinning takes away. */
export async function thinned(from: string, to: string, thinning: Thinning): Promise<string> {
  if (existsSync(to)) rmSync(to, { recursive: true });
  cpSync(from, to, { recursive: true });
  await thinning(to);
  return to;
}

/** The second interview is silent from its middle on. */
export const mutedHalf: Thinning = silence((all) => all.slice(1, 2), 0.5, 1);

/**
 * Writes a raters' file in the dataset's columns, whose scores rise with the share of excited windows, and a table of
 * features in the dataset's public form.
 */
export function ratedAsPredicted(data: string, predictions: readonly WindowPrediction[]): void {
  const traits = [
    ...['Overall', 'RecommendHiring', 'Colleague', 'Engaged', 'Excited', 'EyeContact', 'Smiled'],
    ...['SpeakingRate', 'NoFillers', 'Friendly', 'Paused', 'EngagingTone', 'StructuredAnswers', 'Calm'],
    ...['NotStressed', 'Focused', 'Authentic', 'NotAwkward'],
  ];
  const generator = random(1);
  const lines: string[] = [];
  for (const id of new Set(predictions.map(({ interview }) => interview))) {
    const own = predictions.filter(({ interview }) => interview === id);
    const share = own.filter(({ excited }) => excited === true).length / own.length;
    const rows = ['W1', 'W2', 'W3', 'W4'].map((worker) => ({
      worker,
      values: traits.map(() => Math.max(1, Math.min(7, Math.round(2 + 4 * share + generator.normal())))),
    }));
    const means = traits.map((_, t) => rows.reduce((sum, { values }) => sum + values[t], 0) / rows.length);
    for (const { worker, values } of [...rows, { worker: 'AGGR', values: means }])
      lines.push([id, worker, ...values, values.reduce((sum, value) => sum + value)].join());
  }
  mkdirSync(path.join(data, path.dirname(scoreFile)), { recursive: true });
  writeFileSync(
    path.join(data, scoreFile),
    `Participant,Worker,${traits.join()},Total\n${lines.join('\n')}\n`,
  );
  void featuresTable(data);
}
