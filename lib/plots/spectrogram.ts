import { InsufficientData } from '../stats/insufficient-data';
import type { FormantTrack } from '../praat/formants';
import { timeAt, type Contour } from '../praat/frames';
import { framePower, frameSamples, type SpectralFrames } from '../features/spectral/frames';
import { count, max, mean, median, min } from '../stats/summary';
import type { PlotlyTrace } from './figure';
import { momentMarks, momentText, type Moment, type TimedFigure } from './moments';
import { panelAxes, type Panel } from './panels';
import { axis, colours, legendBelow, themed } from './theme';
import { counted, decimals, plain, sentenceParts } from './words';

export interface SpectrogramOptions {
  readonly title: string;
  readonly note?: string;
  /** Hz, drawn as a line on an axis of its own at the right. */
  readonly pitch?: Contour;
  /** F1 to F3 are drawn as points. */
  readonly formants?: FormantTrack;
  readonly moments?: readonly Moment[];
}

const HIGHEST = 5500; // Hz
const RANGE = 60; // dB below the loudest cell that are still told from white
const FORMANT_RANGE = 30; // dB below the loudest frame within which formants are drawn
const COLUMNS = 360; // a figure's JSON stays small, and a column is about two pixels
const LEFT = 76;
const WIDTH = 692;
const WAVE = 56; // height of the waveform
const GAP = 14;
const HEIGHT = 260;
const margin = { l: LEFT, r: 72, t: 76, b: 90 };

/**
 * Waveform and spectrogram of a short recording, with pitch and formants over it. Grey shows dB below the loudest
 * cell, from 0 (black) to −60 (white), without pre-emphasis; formants are drawn in frames at most 30 dB below the
 * loudest.
 *
 * @param frames windows of 5 to 10 ms show formants, of 30 ms and more show harmonics; of more than 360 every second, third … is drawn
 * @throws RangeError when the recording is shorter than a window, or a moment lies outside it
 */
export function spectrogramFigure(frames: SpectralFrames, options: SpectrogramOptions): TimedFigure {
  const { title, note, pitch, formants, moments = [] } = options;
  if (frames.count === 0)
    throw new InsufficientData('the recording is shorter than a window; show a longer one');
  const duration = frames.samples.length / frames.sampleRate;
  const inner = WAVE + GAP + HEIGHT;
  const panels: readonly Panel[] = [
    panelAt('', 1 - WAVE / inner, 1, false),
    panelAt('2', 0, HEIGHT / inner, true),
  ];
  const levels = decibels(frames);
  const voiced = pitch === undefined ? [] : Array.from(pitch.values).filter(Number.isFinite);
  const over = [
    ...(formants === undefined ? [] : formantTraces(formants, frames)),
    ...(pitch === undefined ? [] : [...pitchTraces(pitch)]),
  ];
  const marks =
    moments.length > 0 ? momentMarks(moments, panels.slice(0, 1), duration) : { shapes: [], annotations: [] };
  const range = [0, duration];
  const time = axis({ name: 'time', unit: 's' }, { range, automargin: false, showgrid: false });
  const upperTime = { ...time, showticklabels: false };
  delete upperTime.title;
  const figure = themed({
    title,
    subtitle: [
      `${decimals(duration, 2)} s`,
      pitch === undefined
        ? `n = ${counted(frames.count)} frames`
        : `n = ${counted(pitch.values.length)} frames of pitch, ${counted(voiced.length)} voiced`,
      ...(note === undefined ? [] : [note]),
    ].join('; '),
    width: LEFT + WIDTH + margin.r,
    height: margin.t + inner + margin.b,
    data: [waveform(frames), levels, ...over],
    layout: {
      ...panelAxes(panels[0], upperTime, {
        ...axis({ name: '', unit: '' }, { automargin: false, nticks: 3, showgrid: false }),
        showticklabels: false,
        ticks: '',
      }),
      ...panelAxes(
        panels[1],
        time,
        axis(
          { name: 'frequency', unit: 'Hz' },
          { range: [0, Math.min(HIGHEST, frames.sampleRate / 2)], automargin: false, showgrid: false },
        ),
      ),
      ...(pitch === undefined
        ? {}
        : {
            yaxis3: {
              ...axis(
                { name: 'pitch', unit: 'Hz' },
                { range: [0, Math.max(400, 1.1 * max(pitch.values) || 0)] },
              ),
              automargin: false,
              showgrid: false,
              overlaying: 'y2',
              tickmode: 'auto', // round numbers of its own, not those beside the ticks of the other axis
              side: 'right',
              anchor: 'x2',
            },
          }),
      margin,
      showlegend: over.length > 0,
      legend: legendBelow,
      shapes: marks.shapes,
      annotations: marks.annotations,
    },
    alt: `${title}: waveform and spectrogram of ${decimals(duration, 2)} seconds up to ${counted(HIGHEST)} hertz. ${sentenceParts(
      [
        ...(pitch === undefined
          ? []
          : voiced.length === 0
            ? ['no frame is voiced']
            : [
                `pitch from ${decimals(min(voiced), 0)} to ${decimals(max(voiced), 0)} Hz, mean ${decimals(mean(voiced), 0)} Hz, in ${counted(voiced.length)} voiced of ${counted(pitch.values.length)} frames`,
              ]),
        ...(formants === undefined
          ? []
          : [
              `median formants ${formants.frequency
                .slice(0, 3)
                .map((values) => decimals(median(values), 0))
                .join(', ')} Hz`,
            ]),
        ...moments.map(momentText),
      ],
    )}.`,
  });
  const top = figure.layout.margin?.t ?? margin.t;
  return {
    ...figure,
    timeAxis: { left: LEFT, right: LEFT + WIDTH, top, bottom: top + inner, from: 0, to: duration },
  };
}

function panelAt(number: string, bottom: number, top: number, lowest: boolean): Panel {
  const yDomain: [number, number] = [bottom, top];
  return { x: `x${number}`, y: `y${number}`, xDomain: [0, 1], yDomain, leftmost: true, lowest };
}

/** The outline of the samples: least and largest of each column. */
function waveform({ samples, sampleRate }: SpectralFrames): PlotlyTrace {
  const columns = Math.min(2 * COLUMNS, samples.length);
  const x: number[] = [];
  const low: number[] = [];
  const high: number[] = [];
  for (let column = 0; column < columns; column++) {
    const from = Math.floor((column * samples.length) / columns);
    const to = Math.floor(((column + 1) * samples.length) / columns);
    const part = samples.subarray(from, to);
    x.push((0.5 * (from + to)) / sampleRate);
    low.push(min(part));
    high.push(max(part));
  }
  return {
    type: 'scatter',
    mode: 'lines',
    x: plain([...x, ...x.slice().reverse()]),
    y: plain([...low, ...high.reverse()]),
    fill: 'toself',
    fillcolor: '#4d4d4d',
    line: { color: '#4d4d4d', width: 0.5 },
    hoverinfo: 'skip',
    showlegend: false,
    xaxis: 'x',
    yaxis: 'y',
  };
}

function decibels(frames: SpectralFrames): PlotlyTrace {
  const { fft, sampleRate, start, step } = frames;
  const bins = Math.min(fft.size / 2, Math.floor((HIGHEST * fft.size) / sampleRate)) + 1;
  const stride = Math.ceil(frames.count / COLUMNS);
  const chosen = Array.from({ length: Math.ceil(frames.count / stride) }, (_, i) => i * stride);
  const power = new Float64Array(fft.size / 2 + 1);
  const levels = chosen.map((frame) => {
    framePower(frames, frame, power);
    return power.slice(0, bins).map((value) => 10 * Math.log10(value));
  });
  const loudest = max(levels.map(max));
  return {
    type: 'heatmap',
    x: plain(chosen.map((frame) => start + frame * step)),
    y: plain(Array.from({ length: bins }, (_, k) => (k * sampleRate) / fft.size)),
    // Whole decibels, so that the JSON stays small. Digital silence is −∞, and white like all that is faint.
    z: Array.from({ length: bins }, (_, k) =>
      levels.map((column) => (column[k] > loudest - RANGE ? Math.round(column[k] - loudest) : -RANGE)),
    ),
    zmin: -RANGE,
    zmax: 0,
    zsmooth: 'fast',
    colorscale: [
      [0, '#ffffff'],
      [1, '#000000'],
    ],
    showscale: false,
    hovertemplate: '%{x:.2f} s, %{y:.0f} Hz: %{z} dB<extra></extra>',
    xaxis: 'x2',
    yaxis: 'y2',
  };
}

/** A line upon a wider white one, to be seen on black as on white. */
function pitchTraces(pitch: Contour): PlotlyTrace[] {
  const x = plain(Array.from(pitch.values, (_, index) => timeAt(pitch, index)));
  const line = { type: 'scatter' as const, mode: 'lines' as const, x, y: plain(pitch.values) };
  const axes = { xaxis: 'x2', yaxis: 'y3', connectgaps: false };
  return [
    { ...line, ...axes, line: { color: '#ffffff', width: 5 }, hoverinfo: 'skip', showlegend: false },
    {
      ...line,
      ...axes,
      name: 'pitch (right axis)',
      line: { color: colours.blue, width: 2.4 },
      hovertemplate: '%{x:.2f} s: pitch %{y:.0f} Hz<extra></extra>',
    },
  ];
}

function formantTraces(track: FormantTrack, frames: SpectralFrames): PlotlyTrace[] {
  const level = Float64Array.from({ length: frames.count }, (_, n) => {
    const part = frameSamples(frames, n);
    let sum = 0;
    for (const sample of part) sum += sample * sample;
    return 10 * Math.log10(sum / part.length);
  });
  const loudest = max(level);
  // A point every 8 ms or so is enough for the eye.
  const stride = Math.max(1, Math.ceil(track.count / (WIDTH / 3)));
  const symbols = ['circle', 'square', 'triangle-up'] as const;
  return track.frequency.slice(0, 3).map((values, formant): PlotlyTrace => {
    const rows = Array.from(values, (_, row) => row).filter((row) => {
      const frame = Math.round((timeAt(track, row) - frames.start) / frames.step);
      const nearest = Math.min(frames.count - 1, Math.max(0, frame));
      return row % stride === 0 && level[nearest] > loudest - FORMANT_RANGE && Number.isFinite(values[row]);
    });
    return {
      type: 'scatter',
      mode: 'markers',
      name: `F${formant + 1}`,
      x: plain(rows.map((row) => timeAt(track, row))),
      y: plain(rows.map((row) => values[row])),
      marker: {
        color: [colours.vermilion, colours.orange, colours.green][formant],
        symbol: symbols[formant],
        size: 5,
        line: { color: '#ffffff', width: 0.8 },
      },
      hovertemplate: `%{x:.2f} s: F${formant + 1} %{y:.0f} Hz<extra></extra>`,
      visible: count(values) > 0,
      xaxis: 'x2',
      yaxis: 'y2',
    };
  });
}
