import type { Channel } from '../../audio/signal';
import { askedSet } from '../../embeddings/known-set';
import { bar } from '../../notebook/bar';
import type { Part } from '../../notebook/report';
import { plural } from '../../notebook/say';
import { listed } from '../../plots/words';
import { openInterviews, type OpenedInterviews } from '../../study/interviews/corpus';
import { readInterviewModels, type InterviewModels } from '../../study/interviews/models';
import { measureWindows, predictionWarnings, type Windowing } from '../../study/interviews/windows';
import { chosenInterviewee } from '../../study/interviews/chosen-interviewee';
import { checkLeastSpeech, type SpeechSettings } from '../../study/interviews/speech';
import type { Places } from '../../study/places';
import { Study } from '../study';
import { MeasuredInterviews } from './measured';
import { withSpeech } from './with-speech';
import { warningReport, type WarningReport } from './warnings';

/** What notebook 3 may be told; each has a default. */
export interface InterviewStudyOptions {
  /** Length of a window, and from the start of one to the next, s. */
  readonly length?: number;
  readonly hop?: number;
  /** Where the interviewee is heard: `'left'`, `'right'`, `'mix'` or the number of a channel from 0. */
  readonly channel?: Channel;
  /** Share of a window, 0 to 1, that is the interviewee's speech at least, for the models to be asked; 0 asks them about every window. */
  readonly leastSpeech?: number;
  /** How many speak in a recording; found out for each unless given. */
  readonly speakers?: 1 | 2;
  /**
   * Who of two voices in one track is the interviewee: who speaks more unless given, `'A'` (heard first), `'B'`, a recording of
   * the interviewee alone, or a folder with one of each participant.
   */
  readonly interviewee?: string;
  /** Feature set that the models were trained on, with the lowest and highest pitch looked for, Hz. */
  readonly set?: string;
  readonly floor?: number;
  readonly ceiling?: number;
  /** Folder of recordings and CSV of scores for recordings of one's own; both empty for those of the data folder. */
  readonly recordings?: string;
  readonly scores?: string;
}

/** Notebook 3: what the models say of every window of every interview. */
export class InterviewStudy extends Study {
  /** Warnings about all predictions. */
  readonly warnings: WarningReport;

  constructor(
    private readonly corpus: OpenedInterviews,
    private readonly models: InterviewModels,
    private readonly windowing: Windowing,
    private readonly speech: SpeechSettings & { readonly leastSpeech: number },
  ) {
    super('preprocess_data_interview_data', corpus.places);
    this.warnings = warningReport(predictionWarnings(models, corpus.places));
  }

  /** Which recordings and which models are used, and what is known to be wrong with them. */
  override get parts(): readonly Part[] {
    const { interviews } = this.corpus;
    const recorded = interviews.filter(({ files }) => files.length > 0);
    const files = recorded.flatMap((one) => one.files).length;
    const several = files === recorded.length ? '' : ` (${files} recordings)`;
    const persons = new Set(recorded.map(({ person }) => person)).size;
    const { source, set } = this.models;
    const whose = source === 'trained' ? 'those of `emotion_analysis`' : "the original project's";
    const absent = (['valence', 'arousal', 'excited'] as const).filter((key) => this.models[key] === null);
    return [
      ...super.parts,
      `Interviews with a recording: ${recorded.length} of ${interviews.length}${several}, of ${plural(persons, 'person')}. ` +
        `The models are ${whose}, on the feature set \`${set}\`.`,
      ...(absent.length === 0
        ? []
        : [
            `There is no model of ${listed(absent)}: the notebook before says what it lacked. Nothing is predicted of it.`,
          ]),
      this.warnings,
    ];
  }

  /**
   * Measures every window of every interview that has a recording, unless what is stored still fits. A recording that
   * cannot be read is left out with its reason; what is done is kept when it is interrupted.
   */
  async measureWindows(): Promise<MeasuredInterviews> {
    const { corpus, models, windowing, speech } = this;
    const { channel } = speech;
    const measuring = { set: models.set, channel };
    const measured = await measureWindows(
      corpus.places,
      corpus.interviews,
      windowing,
      measuring,
      bar('measuring interviews'),
    );
    const { windows, found } = await withSpeech(corpus, measured, speech, bar('finding speech'));
    const warnings = this.warnings.sentences;
    return new MeasuredInterviews(this, {
      corpus,
      models,
      windows,
      speech: found,
      windowing,
      channel,
      warnings,
    });
  }
}

/**
 * Opens notebook 3.
 *
 * @throws Error when there are no models, when they were trained on another feature set, or when only one of `recordings` and
 *   `scores` is given
 * @throws RangeError for an unknown feature set, or a range of pitch that it cannot have
 */
export async function openInterviewStudy(
  places: Places,
  {
    length = 4,
    hop = 2,
    channel = 'left',
    leastSpeech = 0.125,
    speakers,
    interviewee = '',
    set = 'original83',
    floor = 75,
    ceiling = 600,
    recordings = '',
    scores = '',
  }: InterviewStudyOptions,
): Promise<InterviewStudy> {
  const corpus = await openInterviews(places, { recordings, scores });
  const models = readInterviewModels(corpus.places, await askedSet(set, { floor, ceiling }));
  checkLeastSpeech(leastSpeech);
  const speech = {
    channel,
    leastSpeech,
    interviewee: await chosenInterviewee(interviewee),
    ...(speakers === undefined ? {} : { speakers }),
  };
  return new InterviewStudy(corpus, models, { length, hop }, speech);
}
