import path from 'node:path';
import { readRecording } from '../../audio/recording';
import { resample } from '../../audio/resample';
import { duration, selectChannel, type Channel, type Signal } from '../../audio/signal';
import type { InterviewRecording } from './recordings';

/**
 * The recordings of an interview as one sound at the rate of the first, each where it starts; silence stands for one that is not
 * among them.
 *
 * @param recordings files of one interview and where each starts, in order of time
 * @returns undefined where there is none
 * @throws Error when one cannot be read any more
 */
export async function interviewSound(
  dataDir: string,
  recordings: readonly (readonly [string, Pick<InterviewRecording, 'start'>])[],
  channel: Channel,
): Promise<Signal | undefined> {
  const sounds: { readonly start: number; readonly signal: Signal }[] = [];
  for (const [file, { start }] of recordings) {
    sounds.push({ start, signal: selectChannel(await readRecording(path.join(dataDir, file)), channel) });
  }
  const last = sounds.at(-1);
  if (last === undefined || (sounds.length === 1 && last.start === 0)) return last?.signal;
  const { sampleRate } = sounds[0].signal;
  const length = Math.round((last.start + duration(last.signal)) * sampleRate);
  const samples = new Float64Array(length);
  for (const { start, signal } of sounds) {
    const from = Math.round(start * sampleRate);
    samples.set(resample(signal, sampleRate).samples.subarray(0, length - from), from);
  }
  return { samples, sampleRate };
}
