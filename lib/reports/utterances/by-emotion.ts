import { emotionName } from '../../plots/emotions';
import type { HistogramGroup } from '../../plots/histogram';
import { summary, type Summary } from '../../stats/summary';

/** The emotions that figures and tables tell apart, in their order: excited, happy, neutral, angry, sad, frustrated. */
export const mainEmotions: readonly string[] = ['exc', 'hap', 'neu', 'ang', 'sad', 'fru'];

/** The values of utterances of each main emotion, by its name; an emotion that nobody has is left out. */
export function byEmotion(
  utterances: readonly { readonly emotion: string }[],
  values: ArrayLike<number>,
): HistogramGroup[] {
  return mainEmotions
    .map((emotion) => ({
      name: emotionName(emotion),
      values: utterances.flatMap((one, i) => (one.emotion === emotion ? [values[i]] : [])),
    }))
    .filter((group) => group.values.length > 0);
}

/** Mean, spread and quartiles of each group, by name. */
export function summaries(groups: readonly HistogramGroup[]): Record<string, Summary> {
  return Object.fromEntries(groups.map(({ name, values }) => [name, summary(values)]));
}
