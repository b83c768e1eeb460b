import { askedSet } from '../../embeddings/known-set';
import type { Channel } from '../../audio/signal';
import type { Interview } from '../../corpora/interviews';
import { skippedCounts } from '../../corpora/skipped';
import { bar } from '../../notebook/bar';
import { reportOf, type Report } from '../../notebook/report';
import { literal, plural } from '../../notebook/say';
import { leftOutText } from '../../notebook/left-out-text';
import type { Places } from '../../study/places';
import { wholeInterviewTable, type WholeInterviewTable } from '../../study/interviews/whole';
import type { ScoredInterviews } from './scored';
import type { SpeechRelation } from './speech-relation';

/** Whole interviews, measured, with the scores they are to be compared with. */
export interface WholeInterviews extends Report, WholeInterviewTable {
  readonly scored: ScoredInterviews;
  readonly channel: Channel;
  /** The speaker of each. */
  readonly persons: readonly string[];
  /** Recordings that could not be read. */
  readonly unread: readonly { readonly file: string; readonly reason: string }[];
}

/**
 * Measures each interview's whole recording, or reads its features from `data_interview/Features/*.csv`.
 *
 * @param asked feature set by name, the channel that is measured, and speech whose columns are added
 * @throws Error naming file, line and column when a table cannot be read
 */
export async function wholeInterviews(
  places: Places,
  scored: ScoredInterviews,
  {
    speech,
    ...asked
  }: { readonly set: string; readonly channel: Channel; readonly speech?: SpeechRelation | undefined },
): Promise<WholeInterviews> {
  const interviews = scored.each.map(({ interview }) => interview);
  const measuring = { ...asked, set: await askedSet(asked.set) };
  const measured = await wholeInterviewTable(
    places,
    interviews,
    measuring,
    bar('measuring whole interviews'),
  );
  const whole = speech === undefined ? measured : withColumns(measured, interviews, speech.columns);
  const persons = whole.interviews.map(({ person }) => person);
  const unread = whole.measured?.skipped ?? [];
  const leftOut = [...scored.skipped, ...whole.skipped];
  return {
    ...whole,
    ...reportOf(
      [
        ...unread.map(({ file, reason }) => `\`${file}\`: ${literal(reason)}`),
        leftOutText(whole.skipped, whole.remarks),
        measuredText(whole, persons),
      ],
      {
        settings: { features: measuring.set, channel: measuring.channel },
        skipped: { counts: skippedCounts(leftOut), each: leftOut },
        remarks: [...scored.remarks, ...whole.remarks],
      },
    ),
    scored,
    channel: measuring.channel,
    persons,
    unread,
  };
}

/** The table with further columns, those without any value left out; a value per interview. */
function withColumns(
  whole: WholeInterviewTable,
  interviews: readonly Interview[],
  columns: Readonly<Record<string, Float64Array>>,
): WholeInterviewTable {
  const { features, values } = whole.rows;
  const more = Object.entries(columns).filter(([, column]) => column.some(Number.isFinite));
  const places = whole.interviews.map((interview) => interviews.indexOf(interview));
  const all = places.flatMap((place, row) => [
    ...values.subarray(row * features.length, (row + 1) * features.length),
    ...more.map(([, column]) => column[place]),
  ]);
  return {
    ...whole,
    rows: { features: [...features, ...more.map(([name]) => name)], values: Float64Array.from(all) },
  };
}

function measuredText(
  { interviews, rows, heard, files, measured }: WholeInterviewTable,
  persons: readonly string[],
): string {
  const tables = files.length > 0 ? `, and ${plural(files.length, 'table')} from elsewhere` : '';
  const present = new Set(measured?.interviews);
  const all = [...(measured?.recordings.values() ?? [])];
  const recordings = all.filter(({ interview }) => present.has(interview)).length;
  const ofThem = recordings === heard ? '' : ` of ${plural(heard, 'interview')}`;
  return (
    `${plural(interviews.length, 'interview')} of ${plural(new Set(persons).size, 'person')}, ` +
    `${plural(rows.features.length, 'column')}: ${plural(recordings, 'recording')}${ofThem} measured${tables}.`
  );
}
