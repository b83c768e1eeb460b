/** Reads the pickles of the original Python project as plain data. */
import { readPickleFile } from './pickle';
import { attributes, pickledList, pickledNumber, pickledNumbers, pickledText } from './pickle-value';

/** One utterance of the original's `output.obj`. */
export interface OriginalUtterance {
  /** The utterance's name, 'Ses01M_script01_2_F004'. */
  readonly id: string;
  /** s from the start of its dialog */
  readonly start: number;
  /** s */
  readonly end: number;
  /** One entry per annotation: 'Anger', 'Neutral state'. */
  readonly categories: readonly string[];
  /** Emotion of the corpus: 'ang', 'neu' … or 'xxx' for no agreement. */
  readonly chosen: string;
  /** 1 to 5; NaN where missing, as the next two. */
  readonly valence: number;
  readonly arousal: number;
  readonly dominance: number;
}

/** Reads the labels of every utterance from the original's `output.obj`. */
export function readOriginalUtterances(path: string): OriginalUtterance[] {
  return pickledList(readPickleFile(path), path).map((value, i) => {
    const where = `${path}, utterance ${i}`;
    const fields = attributes(value, ['__main__ Output'], where);
    const field = (name: string) => fields.get(`_Output__${name}`);
    const numbers = (name: string) =>
      pickledList(field(name), `${where}, ${name}`).map((entry) => pickledNumber(entry, `${where}, ${name}`));
    const [start, end] = pair(numbers('duration'), `${where}, duration`);
    const [valence = NaN, arousal = NaN, dominance = NaN] = numbers('attributes');
    return {
      id: pickledText(field('code'), `${where}, code`),
      start,
      end,
      categories: pickledList(field('annotated_categories'), `${where}, annotated_categories`).map((entry) =>
        pickledText(entry, `${where}, annotated_categories`),
      ),
      chosen: pickledText(field('chosen_category'), `${where}, chosen_category`),
      valence,
      arousal,
      dominance,
    };
  });
}

function pair(numbers: readonly number[], where: string): readonly [number, number] {
  if (numbers.length === 2) return [numbers[0], numbers[1]];
  throw new Error(`${where}: expected start and end, found ${numbers.length} numbers`);
}

/** Predictions of the original for one window of one interview. */
export interface OriginalPrediction {
  /** As in the label file, 'p1' or 'pp1'. */
  readonly participant: string;
  /** s from the start of the interview */
  readonly start: number;
  /** s */
  readonly end: number;
  readonly excited: boolean;
  readonly valence: number;
  readonly arousal: number;
}

// 'frameLengh4-overlap2' in the file name: windows of 4 s, each overlapping the next by 2 s.
const window = 4; // s
const hop = 2; // s

/**
 * Reads the predictions for every window of every interview from the original's
 * `input-interview-frameLengh4-overlap2.obj`: interviews in order of the file, windows in order of time.
 */
export function readOriginalPredictions(path: string): OriginalPrediction[] {
  const predictions: OriginalPrediction[] = [];
  pickledList(readPickleFile(path), path).forEach((value, i) => {
    const where = `${path}, interview ${i}`;
    const fields = attributes(value, ['__main__ Input'], where);
    const numbers = (name: string) =>
      pickledNumbers(fields.get(`_Input__${name}`), 1, `${where}, ${name}`).values;
    const participant = pickledText(fields.get('_Input__code'), `${where}, code`);
    const [excited, valence, arousal] = [numbers('excited'), numbers('valance'), numbers('arouse')];
    if (valence.length !== excited.length || arousal.length !== excited.length) {
      throw new Error(
        `${where} (${participant}): ${excited.length} values of excited, ${valence.length} of valance, ` +
          `${arousal.length} of arouse; expected equally many`,
      );
    }
    for (let k = 0; k < excited.length; k++) {
      const start = k * hop;
      predictions.push({
        participant,
        start,
        end: start + window,
        excited: excited[k] === 1,
        valence: valence[k],
        arousal: arousal[k],
      });
    }
  });
  return predictions;
}

/** Reads the 83 numbers of the original's `min_acoustic_features.obj`, or max, mean, std. */
export function readOriginalStatistics(path: string): Float64Array {
  return pickledNumbers(readPickleFile(path), 1, path).values;
}
