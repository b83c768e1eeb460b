import { existsSync } from 'node:fs';
import path from 'node:path';
import { knownSet } from '../../embeddings/known-set';
import { featureSet } from '../../features/sets';
import { hasOriginalModels } from '../../legacy/models';
import { fitNoveltyDetector, type NoveltyDetector } from '../../models/selection/novelty';
import { STARTER_NAME, STARTER_WARNINGS } from '../../models/starter/sentences';
import { readStarter } from '../../models/starter/read-starter';
import type { Starter } from '../../models/starter/starter';
import { featureSetOf } from '../../models/storage/store';
import { readInterviewModels, SYNTHETIC, type InterviewModels } from '../interviews/models';
import { trainingRows } from '../interviews/novelty';
import { onnxFilesAt, readExportedModels } from './exported-models';

/** Models to score any recording with. */
export interface ScoringModels extends Pick<InterviewModels, 'set' | 'valence' | 'arousal' | 'excited'> {
  /** Those of notebook 2, of the original project, or the starter for those who have none. */
  readonly source: 'trained' | 'original' | 'starter';
  /** Null where there are others. */
  readonly starter: Starter | null;
  /** Where they are stored; undefined of the starter. */
  readonly folder: string | undefined;
  /** What the models' training recordings measure; undefined where it is not known here. */
  readonly novelty: NoveltyDetector | undefined;
  /** Which models they are, in a sentence. */
  readonly name: string;
  /** What is known to be wrong with all that they say, as sentences. */
  readonly warnings: readonly string[];
}

/** Of all other models. */
const LANGUAGE_UNKNOWN =
  'Whether the language and the kind of speech are those they learned from is not known here.';

const SET = 'original83';
const targets = ['valence', 'arousal', 'excited'] as const;

/**
 * The models to score recordings with: those in a folder that is named; else those that notebook 2, or the original project,
 * left among the artifacts, unless they learned from synthetic voices; else the starter.
 *
 * @param artifacts folder of the artifacts
 * @param folder    of models, as `processed-data/models`, of files of `saa export`, or one such file; looked up unless given
 * @param synthetic whether the recordings are synthetic voices, of which models of synthetic voices may speak
 * @throws Error when the folder that is named holds no model, or a model is damaged or of another version of its features
 */
export function scoringModels({
  artifacts,
  folder,
  synthetic = false,
}: {
  readonly artifacts: string;
  readonly folder?: string;
  readonly synthetic?: boolean;
}): ScoringModels {
  if (folder !== undefined) {
    const found = storedIn(folder);
    if (found === undefined) {
      const files = onnxFilesAt(folder);
      if (files.length > 0) return exported(folder, files);
      throw new Error(
        `${folder}: no model there (${targets.join(', ')}, each with a model.json; or files of npx saa export); ` +
          'name a folder such as processed-data/models, or a file such as arousal.onnx',
      );
    }
    return trained({ models: folder, artifacts: path.dirname(path.resolve(folder)) }, found);
  }
  const models = path.join(artifacts, 'models');
  const found = storedIn(models);
  if (found !== undefined) {
    const own = trained({ models, artifacts }, found);
    if (synthetic || !own.warnings.includes(SYNTHETIC)) return own;
  } else if (hasOriginalModels(artifacts)) return trained({ models, artifacts }, SET);
  return starter();
}

/** Name of the feature set of the models in a folder; undefined where there are none. */
function storedIn(folder: string): string | undefined {
  const target = targets.find((name) => existsSync(path.join(folder, name, 'model.json')));
  return target === undefined ? undefined : featureSetOf(path.join(folder, target));
}

function trained(
  places: { readonly models: string; readonly artifacts: string },
  set: string,
): ScoringModels {
  const models = readInterviewModels(places, set);
  const columns = knownSet(set).features.map(({ name }) => name);
  const training =
    models.source === 'trained'
      ? trainingRows({ features: path.join(places.artifacts, 'input.obj') }, columns)
      : undefined;
  return {
    ...models,
    starter: null,
    folder: models.source === 'trained' ? places.models : places.artifacts,
    novelty: training === undefined ? undefined : fitNoveltyDetector(training),
    name:
      models.source === 'trained'
        ? `Models trained by notebook 2, in ${places.models}. ${LANGUAGE_UNKNOWN}`
        : `The original project's models, in ${places.artifacts}. ${LANGUAGE_UNKNOWN}`,
  };
}

function exported(place: string, files: readonly string[]): ScoringModels {
  const name = `Models of npx saa export, in ${place}. ${LANGUAGE_UNKNOWN}`;
  return { ...readExportedModels(files), starter: null, folder: place, novelty: undefined, name };
}

function starter(): ScoringModels {
  const { name, version, features } = featureSet(SET);
  const read = readStarter({ name, version, features: features.map((one) => one.name) });
  return {
    source: 'starter',
    set: SET,
    starter: read,
    folder: undefined,
    arousal: read.raw,
    valence: null,
    excited: null,
    novelty: read.novelty,
    name: STARTER_NAME,
    warnings: STARTER_WARNINGS,
  };
}
