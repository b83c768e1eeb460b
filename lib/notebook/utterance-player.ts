import type { Signal } from '../audio/signal';
import { formants } from '../praat/formants';
import { timeAt, valueAt } from '../praat/frames';
import { pitch } from '../praat/pitch';
import { spectralFrames } from '../features/spectral/frames';
import type { Moment } from '../plots/moments';
import { spectrogramFigure } from '../plots/spectrogram';
import type { PlayerParts, Sound } from './player';

export interface UtteranceView {
  readonly title: string;
  /** What was said; shown below the title, as it is. */
  readonly transcript?: string;
  readonly note?: string;
  readonly moments?: readonly Moment[];
  /** What of the recording is put into the notebook; nothing unless asked for. */
  readonly sound?: Sound;
}

/**
 * A short recording to be seen and heard: waveform, spectrogram, pitch (75 to 600 Hz) and formants (five below 5,500 Hz),
 * with a cursor that follows the sound and a click or an arrow key to jump. Where scripts do not run it is a picture.
 *
 * @param recording seconds rather than minutes: it is measured here, about as long as it lasts
 * @throws InsufficientData when it is shorter than 10 ms
 */
export function utteranceParts(
  recording: Signal,
  { title, transcript, note, moments = [], sound = 'none' }: UtteranceView,
): PlayerParts {
  // Windows of 10 ms blur single harmonics and leave the formants to be seen.
  const frames = spectralFrames(recording, { windowLength: 0.01, timeStep: 0.002 });
  const f0 = pitch(recording);
  const resonances = formants(recording);
  const said = transcript === undefined || transcript === '' ? [] : [`“${transcript}”`];
  const figure = spectrogramFigure(frames, {
    title,
    note: [...said, ...(note === undefined ? [] : [note])].join('; ') || undefined,
    pitch: f0,
    formants: resonances,
    moments,
  });
  const times = (grid: { start: number; step: number }, count: number): number[] =>
    Array.from({ length: count }, (_, index) => timeAt(grid, index));
  const hertz = { unit: 'Hz', digits: 0 };
  return {
    figure,
    tracks: [
      { name: 'pitch', ...hertz, times: times(f0, f0.values.length), values: f0.values, reach: f0.step },
      ...resonances.frequency.slice(0, 2).map((values, index) => {
        const at = times(resonances, resonances.count);
        // Resonances of silence and of hiss mean little.
        const voiced = values.map((value, row) => (Number.isNaN(valueAt(f0, at[row])) ? NaN : value));
        return { name: `F${index + 1}`, ...hertz, times: at, values: voiced, reach: resonances.step };
      }),
    ],
    moments,
    sound,
    recording,
  };
}
