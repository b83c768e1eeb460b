import { cueOf, type Cue } from '../../features/cues';
import { shapleyByGroup } from '../../models/selection/explain';
import { normalize } from '../../models/data/normalizer';
import { predict, type Regressor } from '../../models/predict';
import { columnMeans, selectRows, type Rows } from '../../models/data/rows';
import { standardDeviation } from '../../stats/summary';
import type { WindowPrediction } from '../../tables/predictions';
import type { Fitted } from '../utterances/models';

/** A segment of an interview, consecutive windows, that raises or lowers its score. */
export interface SalientSegment {
  readonly interview: string;
  /** s from the start of the recording */
  readonly start: number;
  readonly end: number;
  /** By how much the interview's mean prediction would be lower were this stretch as usual; in points of the scale. */
  readonly effect: number;
  /** The same by cue, strongest first; they add up to `effect`. */
  readonly cues: readonly { readonly cue: Cue; readonly effect: number }[];
  /** For a player: 'raises arousal by 0.04'. */
  readonly label: string;
  /** For a player: 'pitch +0.03, loudness +0.01'. */
  readonly cue: string;
}

/**
 * Finds the segments of each interview that move its mean prediction most, and the cues responsible. A window's effect is
 * its prediction minus that of the mean window (over the windows of all interviews), divided by the number of windows; the cues share that by Shapley values (`shapleyByGroup`). Windows in a
 * row that are off in one direction by more than one standard deviation of all windows count as one stretch.
 *
 * @param name        what is predicted, for the labels
 * @param fitted      a model with its scale
 * @param rows        the windows as the model was given them, gaps filled
 * @param windows     of each row; those of one interview in order of time
 * @param perInterview how many stretches of each
 * @returns by interview, strongest first; windows with a gap are passed over
 */
export function salientSegments(
  name: string,
  { normalizer, model }: Fitted<Regressor>,
  rows: Rows,
  windows: readonly Pick<WindowPrediction, 'interview' | 'start' | 'end'>[],
  perInterview: number,
): SalientSegment[] {
  const z = normalize(normalizer, rows);
  const cueOfColumn = rows.features.map(cueOf);
  const names = [...new Set(cueOfColumn)];
  const columns = names.map((cue) => cueOfColumn.flatMap((other, j) => (other === cue ? [j] : [])));
  const predicted = predict(model, z);
  const whole = windows.flatMap((_, i) => (Number.isNaN(predicted[i]) ? [] : [i]));
  const usual = columnMeans(selectRows(z, whole));
  const [baseline] = predict(model, { features: z.features, values: usual });
  const deviation = predicted.map((value) => value - baseline);
  const threshold = standardDeviation(deviation, 'n');

  const found: SalientSegment[] = [];
  for (const interview of new Set(windows.map((window) => window.interview))) {
    const own = windows.flatMap((window, i) => (window.interview === interview ? [i] : []));
    const count = own.filter((i) => !Number.isNaN(deviation[i])).length;
    const stretches: number[][] = [];
    own.forEach((i, k) => {
      if (!(Math.abs(deviation[i]) > threshold)) return;
      const before = stretches[stretches.length - 1];
      const goesOn =
        before?.[before.length - 1] === own[k - 1] &&
        Math.sign(deviation[own[k - 1]]) === Math.sign(deviation[i]);
      if (before !== undefined && goesOn) before.push(i);
      else stretches.push([i]);
    });
    const effectOf = (stretch: readonly number[]) =>
      stretch.reduce((sum, i) => sum + deviation[i], 0) / count;
    stretches.sort((a, b) => Math.abs(effectOf(b)) - Math.abs(effectOf(a)));
    for (const stretch of stretches.slice(0, perInterview)) {
      const shares = shapleyByGroup(model, selectRows(z, stretch), usual, columns);
      const effects = names.map((cue, c) => ({
        cue,
        effect: stretch.reduce((sum, _, i) => sum + shares[i * names.length + c], 0) / count,
      }));
      effects.sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
      const effect = effectOf(stretch);
      const strongest = effects.slice(0, 2).map((one) => `${one.cue} ${signed(one.effect)}`);
      found.push({
        interview,
        start: windows[stretch[0]].start,
        end: windows[stretch[stretch.length - 1]].end,
        effect,
        cues: effects,
        label: `${effect > 0 ? 'raises' : 'lowers'} ${name} by ${Math.abs(effect).toFixed(2)}`,
        cue: strongest.join(', '),
      });
    }
  }
  return found;
}

/** An effect with its sign and two decimals. */
export function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}
