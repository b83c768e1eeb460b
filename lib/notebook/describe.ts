import { duration } from '../audio/signal';
import type { Contour, FrameGrid } from '../praat/frames';
import { count, max, median, min } from '../stats/summary';
import { decimals } from '../plots/words';

/**
 * A line about an object of the library whose parts would fill pages: a signal, a recording, a contour, a track of frames,
 * a normalizer, a model, a stored model. Recognised by what they hold, so that nothing is loaded for it; undefined where it
 * is none of these.
 */
export function describe(value: object): string | undefined {
  const parts = value as Parts;
  if (isSamples(parts.samples) && isNumber(parts.sampleRate))
    return `signal: ${soundText([parts.samples], parts.sampleRate)}`;
  if (isList(parts.channels, isSamples) && isNumber(parts.sampleRate)) {
    const { channels } = parts;
    const many = `${channels.length} channel${channels.length === 1 ? '' : 's'}`;
    return `recording: ${many}, ${soundText(channels, parts.sampleRate)}${notesText(parts.notes)}`;
  }
  if (isNumber(parts.start) && isNumber(parts.step)) {
    const grid = { start: parts.start, step: parts.step };
    if (isSamples(parts.values)) return contourText({ ...grid, values: parts.values });
    if (isNumber(parts.count)) return trackText({ ...grid, count: parts.count }, parts);
  }
  if (typeof parts.target === 'string' && isObject(parts.model) && isObject(parts.normalizer))
    return storedText(parts.target, parts.model, parts.normalizer, parts.scores);
  return typeof parts.kind === 'string' ? learnedText(parts.kind, parts) : undefined;
}

/** Everything that tells these objects apart. */
interface Parts {
  readonly samples?: unknown;
  readonly sampleRate?: unknown;
  readonly channels?: unknown;
  readonly notes?: unknown;
  readonly start?: unknown;
  readonly step?: unknown;
  readonly count?: unknown;
  readonly values?: unknown;
  readonly kind?: unknown;
  readonly features?: unknown;
  readonly members?: unknown;
  readonly settings?: unknown;
  readonly weights?: unknown;
  readonly layers?: unknown;
  readonly classes?: unknown;
  readonly target?: unknown;
  readonly model?: unknown;
  readonly normalizer?: unknown;
  readonly scores?: unknown;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isSamples(value: unknown): value is Float64Array {
  return value instanceof Float64Array;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isList<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.length > 0 && value.every(isItem);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** "2.350 s at 16000 Hz (37600 samples), peak 0.53". */
function soundText(channels: readonly Float64Array[], sampleRate: number): string {
  const [samples] = channels;
  const peak = Math.max(...channels.map((one) => Math.max(max(one), -min(one))));
  const seconds = decimals(duration({ samples, sampleRate }), 3);
  return `${seconds} s at ${sampleRate} Hz (${samples.length} samples), peak ${few(peak)}`;
}

function notesText(notes: unknown): string {
  return isList(notes, isText) ? `; ${notes.join('; ')}` : '';
}

/** "contour: 470 values from 0.020 s, every 0.005 s; 312 known, 98.2 to 231 (median 142)". */
function contourText({ values, start, step }: Contour): string {
  return `contour: ${values.length} values ${gridText(start, step)}; ${spread(values)}`;
}

function trackText({ start, step, count: frames }: FrameGrid, parts: object): string {
  const lists = Object.entries(parts).flatMap(([name, value]): string[] => {
    if (isSamples(value)) return value.length === frames ? [`${name}: ${spread(value)}`] : [];
    if (!isList(value, isSamples)) return [];
    return value.map((one, i) => `${name} ${i + 1}: ${spread(one)}`);
  });
  const few = lists.slice(0, 12);
  const more = lists.length > few.length ? [`… ${lists.length - few.length} more`] : [];
  return [`track: ${frames} frames ${gridText(start, step)}`, ...few, ...more].join('\n  ');
}

function gridText(start: number, step: number): string {
  return `from ${decimals(start, 3)} s, every ${Number(step.toPrecision(4))} s`;
}

/** "312 known, 98.2 to 231 (median 142)". */
function spread(values: Float64Array): string {
  const known = count(values);
  if (known === 0) return 'none known';
  const how = known === values.length ? '' : `${known} known, `;
  return `${how}${few(min(values))} to ${few(max(values))} (median ${few(median(values))})`;
}

function few(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−');
}

const NORMALIZERS = ['min-max', 'standard', 'robust', 'quantile'];

/** A model or a normalizer: its kind, its columns, what training was told. */
function learnedText(kind: string, parts: Parts): string | undefined {
  if (Array.isArray(parts.members)) return `${kind}: ${parts.members.length} members`;
  if (!isList(parts.features, isText)) return undefined;
  const columns = `${parts.features.length} column${parts.features.length === 1 ? '' : 's'}`;
  if (NORMALIZERS.includes(kind)) return `normalizer (${kind}) of ${columns}`;
  const classes = isList(parts.classes, isText) ? `, ${parts.classes.join(' or ')}` : '';
  const settings = isObject(parts.settings)
    ? Object.entries(parts.settings).map(
        ([name, value]) => `${name} ${isNumber(value) ? few(value) : String(value)}`,
      )
    : [];
  return [
    `model (${kind}) on ${columns}${classes}`,
    ...(settings.length === 0 ? [] : [`settings: ${settings.join(', ')}`]),
    ...weightsText(parts.features, parts.weights),
  ].join('; ');
}

/** "largest weights: f0_mean 0.42, jitter −0.31, …". */
function weightsText(features: readonly string[], weights: unknown): string[] {
  if (!isSamples(weights) || weights.length !== features.length) return [];
  const largest = Array.from(weights, (weight, i) => ({ name: features[i], weight }))
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const shown = largest.slice(0, 5).map(({ name, weight }) => `${name} ${few(weight)}`);
  return shown.length === 0 ? [] : [`largest weights: ${shown.join(', ')}`];
}

function storedText(target: string, model: object, normalizer: object, scores: unknown): string {
  const numbers = isObject(scores)
    ? Object.entries(scores).filter((entry): entry is [string, number] => isNumber(entry[1]))
    : [];
  const parts = [describe(model) ?? 'model', describe(normalizer) ?? 'normalizer'];
  if (numbers.length > 0)
    parts.push(`scores: ${numbers.map(([name, value]) => `${name} ${few(value)}`).join(', ')}`);
  return [`stored model of ${target}`, ...parts].join('\n  ');
}
