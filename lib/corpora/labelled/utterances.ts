import { join } from 'node:path';
import type { CorpusContent } from '../corpus';
import { agreement } from '../emo-evaluation';
import { nominalPointOrNone } from '../nominal';
import { durationOf } from '../recordings';
import { cannotBeOpened, type Skipped } from '../skipped';
import type { Utterance } from '../utterance';
import { noAgreement, unknownEmotion } from './emotion-word';
import type { CorpusLabels, LabelRow, ScaleName } from './label-row';
import type { RecordingIndex } from './recording-index';
import { numberSessions } from './sessions';

/** The rows of one utterance. */
interface Labelled {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly rows: LabelRow[];
}

/** An end that lies this far behind that of the recording, s, comes from rounding. */
const ROUNDING = 0.05;

/**
 * The utterances of a corpus whose labels are rows of tables. Rows of one stretch of a recording are one utterance: its ratings
 * are the means over the raters, its emotion the one that most of them name (`xxx` where two are named equally often).
 *
 * It leaves out rows without recording, second rows of a rater, rows that contradict an earlier one and stretches outside
 * their recording, and lists them with the recordings without label in `skipped`. It reads the duration of each recording.
 *
 * @param corpus the corpus's name, which stands before the names of utterances and speakers
 * @throws Error when there is no usable utterance
 */
export async function labelledUtterances(
  dataDir: string,
  corpus: string,
  labels: CorpusLabels,
  recordings: RecordingIndex,
): Promise<CorpusContent> {
  const skipped: Skipped[] = [...labels.skipped];
  const labelled = await withinRecordings(dataDir, grouped(labels.rows, recordings, skipped), skipped);
  const complete = labelled.filter((one) => hasVoice(one, labels, skipped));
  if (complete.length === 0) {
    const [first] = skipped;
    const place = first?.line === undefined ? '' : `, line ${first.line}`;
    const why = first === undefined ? 'the tables are empty' : `${first.file}${place}: ${first.reason}`;
    throw new Error(`${join(dataDir, labels.file)}: no utterance with recording and label (${why})`);
  }
  const used = new Set(labels.rows.flatMap((row) => fileOf(row, recordings) ?? []));
  for (const file of recordings.files) {
    if (!used.has(file))
      skipped.push({ kind: 'recording without label', file, reason: `${labels.file} does not name it` });
  }
  const voices = complete.map(({ rows }) => ({
    speaker: labels.hasSpeaker ? textOf(rows, 'speaker') : '',
    session: labels.hasSession ? textOf(rows, 'session') : '',
  }));
  const sessions = numberSessions(voices);
  const utterances = complete.map((one, i): Utterance => {
    const { file, start, end, rows } = one;
    const { speaker, session } = voices[i];
    const emotions = emotionsOf(rows);
    const nominal = labels.hasRatings ? undefined : nominalPointOrNone(emotions.emotion);
    const scale = (name: ScaleName) => nominal?.[name] ?? ratingOf(rows, name);
    const stretch = rows[0].start === 0 && rows[0].end === Infinity ? '' : `@${start}-${end}`;
    const id = `${corpus}/${file.slice(recordings.folder === '' ? 0 : recordings.folder.length + 1)}${stretch}`;
    return {
      segment: { id, file, start, end: rows[0].end === Infinity ? Infinity : end },
      id,
      session: sessions.numbers[i],
      speaker: `${corpus} ${speaker || (session ? `session ${session}` : 'unknown')}`,
      sex: rows.find(({ sex }) => sex !== '')?.sex || 'unknown',
      ...{ start, end, ...emotions },
      ...{ valence: scale('valence'), arousal: scale('arousal'), dominance: scale('dominance') },
      transcript: textOf(rows, 'transcript'),
    };
  });
  const remarks = [...labels.remarks, ...sessions.remarks.map((reason) => ({ file: labels.file, reason }))];
  return { utterances, skipped, remarks, scales: labels.hasRatings ? 'rated' : 'nominal' };
}

function fileOf(row: LabelRow, recordings: RecordingIndex): string | undefined {
  const found = recordings.find(row.file);
  return 'file' in found ? found.file : undefined;
}

/** The rows of each stretch of a recording, in the order of the tables. */
function grouped(rows: readonly LabelRow[], recordings: RecordingIndex, skipped: Skipped[]): Labelled[] {
  const found = new Map<string, Labelled>();
  const named = new Set<string>(); // a line with a column per rater is several rows
  for (const row of rows) {
    const skip = (kind: string, reason: string) => {
      const place = `${kind} ${row.line} ${row.table}`;
      if (!named.has(place)) skipped.push({ kind, file: row.table, line: row.line, reason });
      named.add(place);
    };
    const recording = recordings.find(row.file);
    if ('reason' in recording) {
      skip('label without recording', `file is ${JSON.stringify(row.file)}: ${recording.reason}`);
      continue;
    }
    const { start, end } = row;
    const key = `${start} ${end} ${recording.file}`;
    const utterance = found.get(key) ?? { file: recording.file, start, end, rows: [] };
    const before = utterance.rows.find(
      ({ rater, isCommon }) => rater === row.rater && isCommon === row.isCommon,
    );
    const other = contradiction(utterance.rows, row);
    if (before !== undefined)
      skip(
        'second row of an utterance',
        row.rater === ''
          ? `line ${before.line} labels it before and counts; name the raters in a column rater to average them`
          : `rater ${row.rater} labels it before, in line ${before.line}, which counts`,
      );
    else if (other !== undefined) skip('row that contradicts an earlier one', other);
    else {
      utterance.rows.push(row);
      found.set(key, utterance);
    }
  }
  return [...found.values()];
}

function contradiction(rows: readonly LabelRow[], row: LabelRow): string | undefined {
  for (const name of ['speaker', 'session', 'sex'] as const) {
    const before = rows.find((one) => one[name] !== '' && row[name] !== '' && one[name] !== row[name]);
    if (before !== undefined)
      return `${name} is ${JSON.stringify(row[name])}, but ${JSON.stringify(before[name])} in line ${before.line}; correct one`;
  }
  return undefined;
}

/** The utterances whose recordings can be opened and hold them; an end behind that of the recording is moved to it. */
async function withinRecordings(
  dataDir: string,
  labelled: readonly Labelled[],
  skipped: Skipped[],
): Promise<Labelled[]> {
  const durations = new Map<string, number | string>();
  const kept: Labelled[] = [];
  for (const one of labelled) {
    const { file, start, end } = one;
    const [{ table, line }] = one.rows;
    const known = durations.get(file);
    const duration = known ?? (await durationOf(join(dataDir, file)));
    durations.set(file, duration);
    if (typeof duration === 'string') {
      if (known === undefined) skipped.push({ kind: cannotBeOpened, file, reason: duration });
    } else if (start >= duration) {
      const reason = `start is ${start} s, but ${file} ends at ${duration} s; correct one`;
      skipped.push({ kind: 'utterance outside its recording', file: table, line, reason });
    } else {
      if (end !== Infinity && end > duration + ROUNDING) {
        const reason = `end is ${end} s, but ${file} ends at ${duration} s, which is used`;
        skipped.push({ kind: 'end behind that of the recording, utterance used', file: table, line, reason });
      }
      kept.push({ ...one, end: Math.min(end, duration) });
    }
  }
  return kept;
}

/** Whether it is said who speaks where the tables say so of others; where it is not, a split cannot keep the voice apart. */
function hasVoice({ rows }: Labelled, { hasSpeaker, hasSession }: CorpusLabels, skipped: Skipped[]): boolean {
  for (const [name, isThere] of [
    ['speaker', hasSpeaker],
    ['session', hasSession],
  ] as const) {
    if (!isThere || textOf(rows, name) !== '') continue;
    const reason = `${name} is empty, so that no split can keep the voice apart; fill it in, or delete the column`;
    skipped.push({ kind: `utterance without ${name}`, file: rows[0].table, line: rows[0].line, reason });
    return false;
  }
  return true;
}

function textOf(rows: readonly LabelRow[], name: 'speaker' | 'session' | 'transcript'): string {
  return rows.find((row) => row[name] !== '')?.[name] ?? '';
}

/** The raters' common value, else the mean of the single ones; NaN where nobody rated. */
function ratingOf(rows: readonly LabelRow[], name: ScaleName): number {
  const given = rows.filter((row) => !Number.isNaN(row[name]));
  const common = given.find(({ isCommon }) => isCommon);
  if (common !== undefined) return common[name];
  return given.reduce((sum, row) => sum + row[name], 0) / given.length;
}

/** The emotion, the emotions of the single raters (of all together where there are none), and how far these agree. */
function emotionsOf(rows: readonly LabelRow[]): Pick<Utterance, 'emotion' | 'categories' | 'agreement'> {
  const named = rows.filter(({ emotion }) => emotion !== '');
  const common = named.find(({ isCommon }) => isCommon);
  const single = named.filter(({ isCommon }) => !isCommon).map(({ emotion }) => emotion);
  const categories = single.length > 0 || common === undefined ? single : [common.emotion];
  return {
    emotion: common?.emotion ?? mostNamed(single),
    categories,
    agreement: agreement(categories),
  };
}

function mostNamed(emotions: readonly string[]): string {
  if (emotions.length === 0) return unknownEmotion;
  const counts = new Map<string, number>();
  for (const emotion of emotions) counts.set(emotion, (counts.get(emotion) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const best = [...counts].filter(([, count]) => count === most);
  return best.length === 1 ? best[0][0] : noAgreement;
}
