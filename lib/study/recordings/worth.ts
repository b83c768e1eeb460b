import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { starterFile } from '../../models/starter/read-starter';
import { starterTests } from '../../models/starter/starter-tests';
import { readStoredModel } from '../../models/storage/store';
import type { ScoringModels } from './scoring-models';

/** How well a model did on recordings it had not heard. */
export interface Worth {
  readonly model: string;
  /** Which recordings, under which protocol. */
  readonly tested: string;
  readonly scores: readonly TestScore[];
}

export interface TestScore {
  readonly name: string;
  readonly value: number;
  /** 95 % interval; undefined where none was stored. */
  readonly interval: readonly [low: number, high: number] | undefined;
}

const scoreNames: Readonly<Record<string, string>> = {
  pearson: 'r',
  ccc: 'CCC',
  uar: 'unweighted average recall',
  rocAuc: 'ROC area',
};

/** The scores that are stored with the models, those of each in a row; none for models of the original project. */
export function worthOf({ source, folder }: Pick<ScoringModels, 'source' | 'folder'>): Worth[] {
  if (source === 'starter') return starterWorth();
  if (source !== 'trained' || folder === undefined) return [];
  return ['arousal', 'valence', 'excited'].flatMap((model) => {
    const place = path.join(folder, model);
    if (!existsSync(path.join(place, 'model.json'))) return [];
    const { scores } = readStoredModel(place);
    const { protocol, n, ci95 } = scores;
    const wanted = model === 'excited' ? ['uar', 'rocAuc'] : ['pearson', 'ccc'];
    const intervals: Readonly<Record<string, unknown>> =
      typeof ci95 === 'object' && ci95 !== null ? { ...ci95 } : {};
    return [
      {
        model,
        tested: [
          ...(typeof n === 'number' ? [`${n} utterances of the corpus it learned from`] : []),
          ...(typeof protocol === 'string' ? [protocol] : []),
        ].join('; '),
        scores: wanted.flatMap((name): TestScore[] => {
          const value = scores[name];
          return typeof value === 'number'
            ? [{ name: scoreNames[name], value, interval: intervalOf(intervals[name]) }]
            : [];
        }),
      },
    ];
  });
}

function intervalOf(value: unknown): TestScore['interval'] {
  if (!Array.isArray(value)) return undefined;
  const [low, high] = value as readonly unknown[];
  return typeof low === 'number' && typeof high === 'number' ? [low, high] : undefined;
}

function starterWorth(): Worth[] {
  const file = starterFile();
  const stored: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return starterTests(stored, file).flatMap(({ recordings, raw, together }) =>
    [
      { how: 'a voice heard for less than 2 minutes', scores: raw },
      { how: 'two minutes or more of each voice', scores: together },
    ].map(({ how, scores: { r, ccc } }) => ({
      model: 'arousal',
      tested: `${recordings}; ${how}`,
      scores: [
        { name: 'r', value: r.value, interval: r.ci95 },
        { name: 'CCC', value: ccc.value, interval: ccc.ci95 },
      ],
    })),
  );
}
