import type { Part, Report } from '../../notebook/report';
import { emotionPlane } from '../../plots/emotion-plane';
import type { Figure } from '../../plots/figure';
import { histogram, type HistogramGroup } from '../../plots/histogram';
import { mean } from '../../stats/summary';
import type { Scale } from '../../study/utterances/models';
import type { Label } from '../../tables/labels';
import { addRow, type StepRunner } from '../add-part';
import { byEmotion, mainEmotions, summaries } from './by-emotion';

/** Above which agreement an utterance counts, as in the original study. */
const agreements: Readonly<Record<Scale, number>> = { valence: 0.5, arousal: 0.7 };

/** One bar for each half point of the scale. */
const bins = { start: 0.75, width: 0.5, count: 9 };

/** Valence and arousal by emotion, of utterances on whose emotion annotators agreed. */
export async function ratingsReport(study: StepRunner, labels: readonly Label[]): Promise<Report> {
  const parts: Part[] = [];
  await addRow(
    study,
    parts,
    (['valence', 'arousal'] as const).map((scale) => ({
      name: `the figure of ${scale} by emotion`,
      make: () => ratingsFigure(labels, scale),
    })),
  );
  return {
    kind: 'report',
    parts,
    toJSON: () => ({
      byEmotion: {
        valence: { rated: summaries(agreedRatings(labels, 'valence')) },
        arousal: { rated: summaries(agreedRatings(labels, 'arousal')) },
        means: Object.fromEntries(mainEmotions.map((emotion) => [emotion, meanRatings(labels, emotion)])),
      },
    }),
  };
}

/** Where utterances lie as they were rated, told apart by emotion. */
export function ratedPlane(labels: readonly Label[]): Figure {
  const panel = {
    name: 'as rated',
    valence: labels.map(({ valence }) => valence),
    arousal: labels.map(({ arousal }) => arousal),
    emotions: labels.map(({ emotion }) => emotion),
    jitter: 0.12,
  };
  return emotionPlane([panel], { title: 'Where excited, happy, sad and neutral utterances lie' });
}

function ratingsFigure(labels: readonly Label[], scale: Scale): Figure {
  return histogram(agreedRatings(labels, scale), {
    title: `${scale === 'valence' ? 'Valence' : 'Arousal'} by emotion`,
    note: `agreement above ${agreements[scale]}`,
    quantity: { name: scale, unit: '1 to 5' },
    bins,
  });
}

function agreedRatings(labels: readonly Label[], scale: Scale): HistogramGroup[] {
  const agreed = labels.filter(({ agreement }) => agreement > agreements[scale]);
  return byEmotion(
    agreed,
    agreed.map((label) => label[scale]),
  );
}

/** Mean ratings of an emotion; NaN where nobody has it. What was not rated is left out. */
function meanRatings(
  labels: readonly Label[],
  emotion: string,
): Record<'valence' | 'arousal' | 'dominance', number> {
  const own = labels.filter((label) => label.emotion === emotion);
  return {
    valence: mean(own.map(({ valence }) => valence)),
    arousal: mean(own.map(({ arousal }) => arousal)),
    dominance: mean(own.map(({ dominance }) => dominance)),
  };
}
