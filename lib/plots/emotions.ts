import { colours, styles } from './theme';
import type { Style } from './theme';

/** An emotion category as readers see it: IEMOCAP's three letters, the word, one look everywhere. */
export interface EmotionLook extends Style {
  readonly name: string;
}

// Excited and happy, which the study pools, are warm; the quiet ones are dark.
const looks: Readonly<Record<string, EmotionLook>> = {
  exc: { name: 'excited', colour: colours.vermilion, symbol: 'triangle-up', dash: 'solid', pattern: '' },
  hap: { name: 'happy', colour: colours.orange, symbol: 'diamond', dash: 'dash', pattern: '/' },
  neu: { name: 'neutral', colour: colours.grey, symbol: 'circle', dash: 'dot', pattern: '.' },
  ang: { name: 'angry', colour: colours.purple, symbol: 'cross', dash: 'dashdot', pattern: 'x' },
  sad: { name: 'sad', colour: colours.blue, symbol: 'triangle-down', dash: 'longdash', pattern: '-' },
  fru: { name: 'frustrated', colour: colours.green, symbol: 'square', dash: 'dash', pattern: '' },
  sur: { name: 'surprised', colour: colours.sky, symbol: 'star', dash: 'solid', pattern: '/' },
  fea: { name: 'fearful', colour: colours.black, symbol: 'hourglass', dash: 'dashdot', pattern: '.' },
  dis: { name: 'disgusted', colour: colours.green, symbol: 'hexagon', dash: 'dot', pattern: 'x' },
  oth: { name: 'other', colour: colours.grey, symbol: 'pentagon', dash: 'longdash', pattern: '-' },
  cal: { name: 'calm', colour: colours.sky, symbol: 'circle', dash: 'dash', pattern: '.' },
  bor: { name: 'bored', colour: colours.grey, symbol: 'square', dash: 'longdash', pattern: '/' },
  xxx: { name: 'no agreement', colour: colours.black, symbol: 'x', dash: 'dot', pattern: '' },
};

/** The look of a category; a name that is none of these gets a look by its place in the figure. */
export function emotionLook(category: string, place: number): EmotionLook {
  return looks[category] ?? { name: category, ...styles[place % styles.length] };
}

/** The word for a category: 'exc' is 'excited'; any other name stays as it is. */
export function emotionName(category: string): string {
  return looks[category]?.name ?? category;
}
