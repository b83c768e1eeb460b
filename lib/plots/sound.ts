import { duration, type Signal } from '../audio/signal';
import { spectralFrames } from '../features/spectral/frames';
import { formants as formantsOf } from '../praat/formants';
import { timeAt, type Contour } from '../praat/frames';
import { pitch as pitchOf } from '../praat/pitch';
import { InsufficientData } from '../stats/insufficient-data';
import { count, max, mean, min } from '../stats/summary';
import { PAGE_WIDTH, type Figure } from './figure';
import type { TimedFigure } from './moments';
import { spectrogramFigure } from './spectrogram';
import { axis, colours, themed, type Quantity } from './theme';
import { seenPoints } from './thin';
import { counted, decimals, plain } from './words';

export interface SoundPlotOptions {
  readonly title?: string;
  /** A line below the title. */
  readonly note?: string;
}

const margin = { l: 68, r: 24, t: 74, b: 58 };

/**
 * Samples over time, as wide as the page; of a long recording the outline.
 *
 * @throws InsufficientData when there is no sample
 *
 * @example
 * show(plot.waveform(sound));
 */
export function waveform(sound: Signal, { title = 'Waveform', note }: SoundPlotOptions = {}): TimedFigure {
  const { samples, sampleRate } = sound;
  if (samples.length === 0) throw new InsufficientData('the recording has no samples; show a longer one');
  const points = seenPoints(samples);
  const seconds = duration(sound);
  const height = 220;
  const figure = themed({
    title,
    subtitle: [
      `${decimals(seconds, 2)} s at ${counted(sampleRate)} Hz`,
      ...(note === undefined ? [] : [note]),
    ].join('; '),
    width: PAGE_WIDTH,
    height,
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        x: plain(points.map((i) => (i + 0.5) / sampleRate)),
        y: plain(points.map((i) => samples[i])),
        line: { color: colours.blue, width: 0.8 },
        hoverinfo: 'skip',
      },
    ],
    layout: {
      xaxis: axis({ name: 'time', unit: 's' }, { range: [0, seconds], automargin: false }),
      yaxis: axis({ name: 'amplitude', unit: '' }, { automargin: false, nticks: 5 }),
      margin,
    },
    alt: `${title}: waveform of ${decimals(seconds, 2)} seconds, between ${decimals(min(samples), 2)} and ${decimals(max(samples), 2)}.`,
  });
  const top = figure.layout.margin?.t ?? margin.t;
  const bottom = figure.layout.height - margin.b;
  const ends = { left: margin.l, right: PAGE_WIDTH - margin.r, from: 0, to: seconds };
  return { ...figure, timeAxis: { ...ends, top, bottom } };
}

/**
 * Spectrogram with pitch and formants, below its waveform: grey shows dB below the loudest cell.
 *
 * @param options.pitch    whether pitch is drawn (75 to 600 Hz), or a contour of it; true unless given
 * @param options.formants whether formants are drawn; true unless given
 * @throws InsufficientData when the recording is shorter than 10 ms
 *
 * @example
 * show(plot.spectrogram(sound));
 */
export function spectrogram(
  sound: Signal,
  {
    title = 'Spectrogram',
    note,
    pitch = true,
    formants = true,
  }: SoundPlotOptions & { readonly pitch?: boolean | Contour; readonly formants?: boolean } = {},
): TimedFigure {
  // Windows of 10 ms blur single harmonics and leave the formants to be seen.
  const frames = spectralFrames(sound, {
    windowLength: 0.01,
    timeStep: Math.max(0.002, duration(sound) / 2000),
  });
  const contour = pitch === true ? pitchOf(sound) : pitch === false ? undefined : pitch;
  return spectrogramFigure(frames, {
    title,
    note,
    ...(contour === undefined ? {} : { pitch: contour }),
    ...(formants ? { formants: formantsOf(sound) } : {}),
  });
}

/**
 * A contour over time: pitch, intensity, harmonicity. NaN is a gap.
 *
 * @param quantity its name and unit on the axis
 * @throws InsufficientData when no frame has a value
 *
 * @example
 * show(plot.contour(intensity(sound), { name: 'intensity', unit: 'dB' }));
 */
export function contour(
  track: Contour,
  quantity: Quantity,
  { title = quantity.name, note }: SoundPlotOptions = {},
): Figure {
  const known = count(track.values);
  if (known === 0) throw new InsufficientData(`${quantity.name} has no value in any frame`);
  const points = seenPoints(track.values);
  return themed({
    title,
    subtitle: [
      `n = ${counted(track.values.length)} frames, ${counted(known)} with a value`,
      ...(note === undefined ? [] : [note]),
    ].join('; '),
    width: PAGE_WIDTH,
    height: 300,
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        x: plain(points.map((i) => timeAt(track, i))),
        y: plain(points.map((i) => track.values[i])),
        connectgaps: false,
        line: { color: colours.blue, width: 2 },
        hovertemplate: `%{x:.2f} s: %{y:.4g} ${quantity.unit}<extra></extra>`,
      },
    ],
    layout: { xaxis: axis({ name: 'time', unit: 's' }), yaxis: axis(quantity), margin },
    alt: `${title}: ${quantity.name} over time in ${counted(known)} frames, from ${decimals(min(track.values), 1)} to ${decimals(max(track.values), 1)} ${quantity.unit}, mean ${decimals(mean(track.values), 1)}.`,
  });
}
