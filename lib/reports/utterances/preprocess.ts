import { askedSet } from '../../embeddings/known-set';
import { bar } from '../../notebook/bar';
import type { Places } from '../../study/places';
import { prepareUtterances } from '../../study/utterances/utterances';
import { Study } from '../study';
import { MeasuredUtterances } from './measured';

/** What notebook 1 may be told; each has a default. */
export interface PreprocessStudyOptions {
  /** Feature set: `original83`, `prosody`, `egemaps` or `spectral`. */
  readonly set?: string;
  /** Lowest and highest pitch looked for, Hz. */
  readonly floor?: number;
  readonly ceiling?: number;
}

/** Notebook 1: from recordings of utterances to their features and labels. */
export class PreprocessStudy extends Study {
  /** @param set feature set by name, with the range of pitch where that is not the usual one */
  constructor(
    places: Places,
    readonly set: string,
  ) {
    super('preprocess_data', places);
  }

  /**
   * Measures every utterance of the corpora in the data folder and stores features (`input.obj`) and labels (`output.obj`),
   * unless what is stored still fits. What is done is kept when it is interrupted.
   *
   * @throws Error when there is no corpus of utterances, or an artifact is damaged
   */
  async measureUtterances(): Promise<MeasuredUtterances> {
    return new MeasuredUtterances(
      this,
      this.set,
      await prepareUtterances(this.places, this.set, bar('measuring utterances')),
    );
  }
}

/**
 * Opens notebook 1.
 *
 * @throws RangeError for an unknown feature set, or a range of pitch that it cannot have
 */
export async function openPreprocessStudy(
  places: Places,
  { set = 'original83', floor = 75, ceiling = 600 }: PreprocessStudyOptions,
): Promise<PreprocessStudy> {
  return new PreprocessStudy(places, await askedSet(set, { floor, ceiling }));
}
