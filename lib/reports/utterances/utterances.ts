import { embeddingsIn } from '../../embeddings/known-set';
import { embeddingFacts, embeddingSentence } from '../../embeddings/words';
import { frame, type Frame } from '../../frames/frame';
import { bar } from '../../notebook/bar';
import type { Report } from '../../notebook/report';
import { valueCounts } from '../../stats/value-counts';
import type { Places } from '../../study/places';
import { setsWithEmotions, withFurtherSets, type UtteranceSets } from '../../study/utterances/feature-sets';
import { fourEmotions } from '../../study/utterances/models';
import { readUtterances, type LabelledUtterances } from '../../study/utterances/utterances';
import { labelColumns } from './frame';

/** The utterances of the study: what annotators said of each, and its features. */
export interface UtterancesReport extends Report {
  /** Every utterance with a label and features, as notebook 1 stored them. */
  readonly labelled: LabelledUtterances;
  /** Those that are rated and measured completely, in every feature set. */
  readonly complete: UtteranceSets;
  /** Those of them that are excited, happy, sad or neutral. */
  readonly fourEmotions: UtteranceSets;
  /** A row per utterance with a label, see `labelColumns`. */
  frame(): Frame;
}

/** Of more utterances than this `prosody` is not measured, which takes longer than the other sets together. */
const MOST_WITH_PROSODY = 2500;

/** The further feature sets that are tried on so many utterances. */
export function triedSets(further: readonly string[], utterances: number): readonly string[] {
  return utterances > MOST_WITH_PROSODY ? further.filter((name) => name !== 'prosody') : further;
}

/**
 * The utterances that notebook 1 stored, with further feature sets, which are measured where they are not stored yet.
 *
 * @param further names of feature sets to try beside that of `input.obj`
 * @throws Error when an artifact of notebook 1 is missing or damaged
 */
export async function utterancesReport(
  places: Places,
  further: readonly string[],
): Promise<UtterancesReport> {
  const labelled = readUtterances(places);
  const tried = triedSets(further, labelled.labels.length);
  const complete = await withFurtherSets(places, labelled, tried, bar('measuring further feature sets'));
  const four = setsWithEmotions(complete, fourEmotions);
  const { labels, set, unmeasured } = labelled;
  const incomplete = labels.length - complete.labels.length;
  const columns = complete.sets.map(({ name, rows }) => `\`${name}\` (${rows.features.length} columns)`);
  const embeddings = embeddingsIn(complete.sets.map(({ name }) => name));
  return {
    kind: 'report',
    labelled,
    complete,
    fourEmotions: four,
    parts: [
      `${labels.length} utterances have labels and features. In ${incomplete} of them something could not be measured ` +
        `or was not rated; they are left out of training and testing. ${four.labels.length} of the remaining ` +
        `${complete.labels.length} are excited, happy, sad or neutral. Feature sets: ${columns.join(', ')}.`,
      ...embeddings.map(embeddingSentence),
      ...(tried.length < further.length
        ? [
            `\`prosody\` is not tried on more than ${MOST_WITH_PROSODY.toLocaleString('en')} utterances, because measuring it takes longer than the other sets ` +
              'together; `prosody@75-600` among `further` names the same set and is measured all the same.',
          ]
        : []),
      ...(unmeasured > 0
        ? [`${unmeasured} more have a label and no features, because their recordings could not be read.`]
        : []),
    ],
    frame: () => frame(labelColumns(labels)),
    toJSON: () => ({
      corpus: {
        synthetic: places.synthetic,
        utterances: labels.length,
        incomplete,
        emotions: Object.fromEntries(valueCounts(labels.map(({ emotion }) => emotion))),
      },
      features: set,
      featureSets: complete.sets.map(({ name, version, rows }) => ({
        name,
        version,
        columns: rows.features.length,
      })),
      ...(embeddings.length > 0 && { embeddings: embeddings.map(embeddingFacts) }),
    }),
  };
}
