import { agreement, iemocap } from '../corpora/iemocap';
import { artifactFormat } from '../tables/artifact';
import { readLabels, type Label } from '../tables/labels';
import { readPredictions, type WindowPrediction } from '../tables/predictions';
import type { Provenance } from '../tables/provenance';
import { readOriginalPredictions, readOriginalUtterances } from './original';

/**
 * Reads labels from `output.obj` of this project or, recognised by its first byte, of the original one.
 *
 * @throws Error naming the file, what was found and the way out, as `readTable`
 */
export function openLabels(path: string): Label[] {
  if (artifactFormat(path) === 'pickle') return readOriginalUtterances(path).map(labelFromOriginal);
  return readLabels(path);
}

/**
 * Reads predictions of this project with their provenance or, recognised by the first byte, of the original one without.
 *
 * @throws Error naming the file, what was found and the way out, as `readTable`
 */
export function openPredictions(path: string): {
  readonly predictions: readonly WindowPrediction[];
  readonly provenance: Provenance | undefined;
} {
  if (artifactFormat(path) !== 'pickle') return readPredictions(path);
  const predictions = readOriginalPredictions(path).map(({ participant, ...values }) => ({
    interview: participant,
    probability: NaN,
    ...values,
    excited: Number.isNaN(values.valence) ? undefined : values.excited,
  }));
  return { predictions, provenance: undefined };
}

/** A label from the original project, which has session and speaker only in the utterance's name, `Ses01F_impro01_M012`. */
function labelFromOriginal(utterance: ReturnType<typeof readOriginalUtterances>[number]): Label {
  const { id, start, end, chosen, categories, valence, arousal, dominance } = utterance;
  const name = /^(Ses(\d\d)).*_([FM])[^_]*$/.exec(id);
  if (name === null)
    throw new Error(`utterance ${id} of the original's labels: expected a name like Ses01F_impro01_F000`);
  return {
    corpus: iemocap.name,
    scales: iemocap.scales,
    id,
    session: Number(name[2]),
    speaker: `${name[1]}${name[3]}`,
    sex: name[3] === 'F' ? 'F' : 'M',
    start,
    end,
    emotion: chosen,
    valence,
    arousal,
    dominance,
    agreement: agreement(categories),
    categories,
    transcript: '',
  };
}
