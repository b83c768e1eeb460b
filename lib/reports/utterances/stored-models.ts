import { bar } from '../../notebook/bar';
import { literal } from '../../notebook/say';
import type { Part, Report } from '../../notebook/report';
import { storeModel, storeUtteranceModels, type StoredUtteranceModel } from '../../study/interviews/models';
import { modelsToStore } from '../../study/utterances/models-to-store';
import type { Study } from '../study';
import type { ClassifierPick, RegressionPicks } from './picks';
import type { RobustReport } from './robust';
import type { UtterancesReport } from './utterances';

/** Trains the best models on every complete utterance and stores them for the notebooks of interviews, a folder for each. */
export async function storedModels(
  study: Pick<Study, 'places' | 'run'>,
  { labelled, complete, fourEmotions }: UtterancesReport,
  { arousal, valence }: RegressionPicks,
  { excited }: ClassifierPick,
  seed: number,
  robust: RobustReport['models'] = {},
): Promise<Report> {
  const parts: Part[] = [];
  const chosen = await modelsToStore({ all: complete, four: fourEmotions, arousal, valence, excited, seed });
  const progress = bar('training the models to store');
  const total = chosen.arousal.length + chosen.valence.length + chosen.excited.length;
  let done = 0;
  const stored = await storeUtteranceModels(
    study.places,
    { all: complete, four: fourEmotions, data: labelled.data },
    seed,
    chosen,
    async (name, step) => {
      const made = await study.run(name, step, parts);
      progress(++done, total);
      return made;
    },
  );
  for (const target of ['arousal', 'valence', 'excited'] as const) {
    const one = robust[target];
    if (one === undefined) continue;
    const { fitted, ...rest } = one;
    const described = {
      ...rest,
      target,
      name: `${target}-robust`,
      set: complete.sets[0],
      data: labelled.data,
      seed,
    };
    stored.push(storeModel(study.places, described, fitted));
  }
  parts.push(stored.map(line).join('\n'));
  return { kind: 'report', parts };
}

function line({ name, set, recipe, rows, replaced }: StoredUtteranceModel): string {
  const earlier = replaced === undefined ? '' : `; it replaces an earlier one (${literal(replaced)})`;
  return `- \`models/${name}/\`: ${recipe}, on \`${set}\`, trained on ${rows} utterances${earlier}`;
}
