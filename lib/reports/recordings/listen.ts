import path from 'node:path';
import { duration, type Signal } from '../../audio/signal';
import { isSyntheticFile } from '../../demo/marker';
import type { PlayerParts } from '../../notebook/player';
import { utteranceParts } from '../../notebook/utterance-player';
import { waveform } from '../../plots/sound';

export interface ListenOptions {
  /** Above the picture; the file's name unless given. */
  readonly title?: string;
  /** Whether the sound itself goes into the notebook, where everyone who gets the notebook can hear it. */
  readonly embed?: boolean;
}

/** A longer recording is shown by its waveform alone, s. */
const SHORT = 60;

/**
 * A player for `show`: the picture of a recording with a cursor that follows the sound, and a click to jump.
 *
 * Demo voices are heard at once. A recording of people enters the notebook only with `embed: true`; without it the cursor
 * still reads the values. Up to a minute is shown as a spectrogram with pitch and formants, more as a waveform.
 *
 * @throws InsufficientData when the recording is shorter than 10 ms
 *
 * @example
 * show(listen(sound, { embed: true }));
 */
export function listen(
  sound: Signal & { readonly file?: string },
  { title, embed = false }: ListenOptions = {},
): PlayerParts {
  const name = title ?? (sound.file === undefined ? 'Recording' : path.basename(sound.file));
  const synthetic = sound.file !== undefined && isSyntheticFile(sound.file);
  const kind = synthetic ? 'synthetic' : embed ? 'recording' : 'none';
  if (duration(sound) <= SHORT) return utteranceParts(sound, { title: name, sound: kind });
  const figure = waveform(sound, { title: name });
  return { figure, tracks: [], moments: [], sound: kind, recording: sound };
}
