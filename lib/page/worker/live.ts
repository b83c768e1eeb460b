import { part, type SampleReader } from '../../audio/sample-reader';
import { headerAlone } from '../../audio/wav-header';
import { formants } from '../../praat/formants';
import type { FrameGrid } from '../../praat/frames';
import { intensity } from '../../praat/intensity';
import type { LiveUpdate } from '../live-update';
import { FIRST_FRAME, FRAME, WINDOW } from '../live-update';
import { History } from './history';
import { analyser, levelsOf } from './levels';
import { livePitch } from './live-pitch';

/** s; how often a window is given away to be measured as a whole. */
const RECENT_EVERY = 0.5;
/** s of sound that are kept to be measured. */
const KEPT = 6;
/** Frames of level and formants measured together. */
const TOGETHER = 5;

/** What measures a microphone. */
export interface Live {
  /** Takes the next samples. */
  readonly hear: (samples: Float32Array<ArrayBuffer>) => void;
  /** Everything heard, as a WAV file of 32-bit floats. */
  readonly recording: () => Blob;
}

/**
 * Measures what a microphone hears: pitch with every frame of 10 ms, level and formants with every fifth; the last seconds are
 * given away twice a second, since measuring them as a whole would delay the next frames.
 */
export function startLive(sampleRate: number, post: (update: LiveUpdate) => void): Live {
  const history = new History(Math.ceil(KEPT * sampleRate));
  const heard: Float32Array<ArrayBuffer>[] = [];
  const reader: SampleReader = {
    sampleRate,
    get length() {
      return history.length;
    },
    read: history.read,
  };
  const spectrum = analyser(sampleRate);
  const powers = new Float64Array(spectrum.rows);
  const grid: FrameGrid = { start: FIRST_FRAME, step: FRAME, count: Infinity };
  const f0 = livePitch(reader, grid);
  let [frames, slow, recentAt, peak, loudest, busy] = [0, 0, 1, 0, 1e-4, 0];

  /** Frames whose sound is there up to `reach` seconds after their middle. */
  const ready = (reach: number): number =>
    Math.max(0, Math.floor((history.length / sampleRate - reach - grid.start) / FRAME + 1 - 1e-9));

  const hear = (data: Float32Array<ArrayBuffer>): void => {
    const began = performance.now();
    heard.push(data);
    history.append(data);
    for (const sample of data) peak = Math.max(peak, Math.abs(sample));
    const count = ready(f0.reach + 1 / sampleRate);
    if (count > frames) {
      const { first, values } = f0.track(count, peak);
      const columns = new Uint8ClampedArray((count - frames) * spectrum.rows);
      const [low, high] = [new Float32Array(count - frames), new Float32Array(count - frames)];
      for (let n = frames; n < count; n++) {
        const middle = Math.round((grid.start + n * FRAME) * sampleRate);
        const begin = middle - (spectrum.length >> 1);
        spectrum.power(history.read(begin, begin + spectrum.length), powers, 0);
        for (const value of powers) loudest = Math.max(loudest, value);
        columns.set(levelsOf(powers, loudest), (n - frames) * spectrum.rows);
        const half = Math.round(0.5 * FRAME * sampleRate);
        [low[n - frames], high[n - frames]] = extremes(history.read(middle - half, middle + half));
      }
      const update: LiveUpdate = {
        kind: 'live',
        pitch: { first, values },
        columns: {
          first: frames,
          rows: spectrum.rows,
          highest: spectrum.highest,
          levels: columns,
          low,
          high,
        },
        ...slowMeasures(),
        seconds: history.length / sampleRate,
        busy,
      };
      frames = count;
      post(update);
    }
    busy += (performance.now() - began) / 1000;
  };

  /** Level and formants of the next frames, and the last seconds, when they are due. */
  function slowMeasures(): Pick<LiveUpdate, 'level' | 'formants' | 'recent'> {
    const count = ready(0.04);
    const due = count >= slow + TOGETHER && slow >= TOGETHER;
    let measured: Pick<LiveUpdate, 'level' | 'formants'> = {};
    if (due) {
      const from = Math.round((grid.start + slow * FRAME - 0.05) * sampleRate);
      const piece = part(reader, from, history.length);
      const offset = from / sampleRate;
      const own = { start: grid.start + slow * FRAME - offset, step: FRAME, count: count - slow };
      const { frequency } = formants(piece, {}, own);
      measured = {
        level: { first: slow, values: levels(own, offset) },
        formants: { first: slow, frequency: frequency.slice(0, 3) },
      };
    }
    if (due || slow < TOGETHER) slow = count;
    const seconds = history.length / sampleRate;
    if (seconds < recentAt) return measured;
    recentAt = seconds + RECENT_EVERY;
    const from = Math.max(0, history.length - Math.round(WINDOW * sampleRate));
    return { ...measured, recent: { samples: history.read(from, history.length).slice(), sampleRate } };
  }

  /** Intensity of frames, dB, each with its own window. */
  function levels({ start, count }: FrameGrid, offset: number): Float64Array {
    return Float64Array.from({ length: count }, (_, n) => {
      const middle = offset + start + n * FRAME;
      const from = Math.max(0, Math.round((middle - 0.0321) * sampleRate));
      const to = Math.min(history.length, Math.round((middle + 0.0321) * sampleRate));
      const { values } = intensity(part(reader, from, to));
      return values.length > 0 ? values[0] : NaN;
    });
  }

  return {
    hear,
    recording: () => {
      const bytes = 4 * history.length;
      const coding = { format: 'float', bytesPerSample: 4, channels: 1, sampleRate } as const;
      return new Blob([headerAlone(coding, bytes), ...heard], { type: 'audio/wav' });
    },
  };
}

function extremes(samples: Float64Array): [number, number] {
  let [low, high] = [0, 0];
  for (const sample of samples) {
    low = Math.min(low, sample);
    high = Math.max(high, sample);
  }
  return [low, high];
}
