import type { Channel } from '../../audio/signal';
import { holm } from '../../evaluation/compare';
import { frame, type Frame } from '../../frames/frame';
import { bar } from '../../notebook/bar';
import { reportOf, type Report } from '../../notebook/report';
import { literal } from '../../notebook/say';
import { table } from '../../notebook/tables';
import type { TurnTaking } from '../../speakers/turn-taking';
import { chosenInterviewee } from '../../study/interviews/chosen-interviewee';
import { relate } from '../../study/interviews/relation';
import { interviewSpeech } from '../../study/interviews/speech';
import type { Places } from '../../study/places';
import { sameDigits } from '../words';
import type { InterviewScores } from './interview-scores';
import { foundBy, speakersText } from './speech';
import { speechColumnNames, speechColumns } from './speech-columns';

/** How the interviewees speak and take turns, beside the raters' score. */
export interface SpeechRelation extends Report {
  /** A value per interview, NaN where there is none. */
  readonly columns: Readonly<Record<keyof TurnTaking, Float64Array>>;
  /** A row per interview: `interview`, `human` (the raters' score), and the columns. */
  frame(): Frame;
}

/** How an interviewee is found: the channel that is measured, and who of two voices it is (see `chosenInterviewee`). */
export interface SpeechOptions {
  readonly channel: Channel;
  readonly interviewee?: string;
  readonly speakers?: 1 | 2;
}

/**
 * Relates shares of speech, pauses and turn-taking of whole interviews to the raters' score.
 *
 * @throws Error as `chosenInterviewee`
 */
export async function speechRelation(
  places: Places,
  { each, persons, human, score, seed, ofTrait }: InterviewScores,
  { channel, interviewee = '', speakers }: SpeechOptions,
): Promise<SpeechRelation> {
  const { interviews, skipped } = await interviewSpeech(
    places,
    each.map(({ interview }) => interview),
    {
      channel,
      interviewee: await chosenInterviewee(interviewee),
      ...(speakers === undefined ? {} : { speakers }),
    },
    bar('finding speech'),
  );
  const column = (name: keyof TurnTaking): Float64Array =>
    Float64Array.from(each, ({ interview }) => interviews.get(interview.id)?.columns[name] ?? NaN);
  const columns = Object.fromEntries(speechColumnNames.map((name) => [name, column(name)])) as Record<
    keyof TurnTaking,
    Float64Array
  >;
  const relations = speechColumnNames.map((name) => ({
    name,
    ...relate(columns[name], human, persons, seed),
  }));
  const corrected = holm(relations.map(({ p }) => p));
  const shown = table(
    relations.map(({ name, pearson, ci95, n }, i) => ({
      column: `${speechColumns[name].name}, ${speechColumns[name].unit}`,
      interviews: n,
      r: pearson,
      from: ci95[0],
      to: ci95[1],
      'p corrected': corrected[i],
    })),
    {
      caption: `Speech, pauses and turns against the human score${ofTrait}; 95 % intervals, persons resampled; p by Holm`,
      digits: { ...sameDigits(2, 'r', 'from', 'to'), ...sameDigits(3, 'p corrected') },
      limit: speechColumnNames.length,
    },
  );
  const parts =
    interviews.size === 0
      ? ['There is no recording in which speech could be searched.']
      : [foundBy(interviews), ...speakersText(interviews), shown];
  return {
    ...reportOf([...skipped.map(({ file, reason }) => `\`${file}\`: ${literal(reason)}`), ...parts], {
      speech: {
        skipped,
        relations: Object.fromEntries(
          relations.map(({ name, ...relation }, i) => [name, { ...relation, pHolm: corrected[i] }]),
        ),
      },
    }),
    columns,
    frame: () =>
      frame(
        {
          interview: each.map(({ interview }) => interview.id),
          human: Array.from(human),
          ...columns,
        },
        { human: { unit: score.unit, digits: 2, meaning: score.name }, ...speechColumns },
      ),
  };
}
