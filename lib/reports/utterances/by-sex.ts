import type { Feature } from '../../features/feature-set';
import { reportOf, type Report } from '../../notebook/report';
import { decimals } from '../../plots/words';
import { summary, type Summary } from '../../stats/summary';
import type { PreparedUtterances } from '../../study/utterances/utterances';
import { measuredUtterances } from './measured-rows';

/** A feature of women's and of men's voices. */
export interface VoicesBySex extends Report {
  /** Its name, a column of the table. */
  readonly feature: string;
  readonly women: Summary;
  readonly men: Summary;
}

const PITCH = 'f0_mean';

/** Compares women and men in the mean pitch or, where the set has none, in its first feature. */
export function voicesBySex(prepared: PreparedUtterances, described: readonly Feature[]): VoicesBySex {
  const shown = described.find(({ name }) => name === PITCH) ?? described[0];
  const { utterances, column } = measuredUtterances(prepared);
  const values = column(shown.name);
  const of = (sex: string) => summary(values.filter((_, row) => utterances[row].sex === sex));
  const [women, men] = [of('F'), of('M')];
  return {
    ...reportOf([whoSpeaks(shown, women, men)], { shown: { feature: shown.name, women, men } }),
    feature: shown.name,
    women,
    men,
  };
}

/** Whether the feature tells a woman's voice from a man's. */
function whoSpeaks({ name, unit }: Feature, women: Summary, men: Summary): string {
  if (women.count === 0 || men.count === 0) {
    const whom =
      women.count > 0 ? 'women only' : men.count > 0 ? 'men only' : 'no speaker whose sex is known';
    return `\`${name}\` was measured for ${whom}, so that how much of it says who speaks cannot be seen here.`;
  }
  const apart = women.lowerQuartile > men.upperQuartile || men.lowerQuartile > women.upperQuartile;
  return (
    `The mean of \`${name}\` is ${amount(women.mean, unit)} for women and ${amount(men.mean, unit)} for men. ` +
    (apart
      ? 'The middle halves of the two do not overlap, so this feature says much about who speaks. That is why the next ' +
        'notebook keeps speakers apart when it judges a model.'
      : 'The middle halves of the two overlap, so this feature alone says little about who speaks; others may say more. The ' +
        'next notebook keeps speakers apart when it judges a model.')
  );
}

function amount(value: number, unit: string): string {
  return `${decimals(value, Math.abs(value) < 10 ? 2 : 0)} ${unit}`.trimEnd();
}
