import path from 'node:path';
import { readRecording } from '../../audio/recording';
import { resample } from '../../audio/resample';
import { duration, selectChannel, type Channel, type Signal } from '../../audio/signal';
import type { MeasuredWindows } from './windows';

/**
 * The recordings of one interview as one sound, at the rate of the first. A recording in which nothing could be measured is
 * silence of its length.
 *
 * @returns undefined where no recording was measured
 * @throws Error when one cannot be read any more
 */
export async function interviewSound(
  dataDir: string,
  interview: string,
  { recordings, table }: Pick<MeasuredWindows, 'recordings' | 'table'>,
  channel: Channel,
): Promise<Signal | undefined> {
  const measured = new Set(table.segments.map(({ file }) => file));
  const own = [...recordings].filter(([, recording]) => recording.interview === interview);
  const sounds: { readonly start: number; readonly signal: Signal }[] = [];
  for (const [file, { start }] of own.filter(([name]) => measured.has(name))) {
    sounds.push({ start, signal: selectChannel(await readRecording(path.join(dataDir, file)), channel) });
  }
  if (sounds.length === 0 || own.length === 1) return sounds[0]?.signal;
  const [{ signal: first }] = sounds;
  const last = sounds[sounds.length - 1];
  const length = Math.round((last.start + duration(last.signal)) * first.sampleRate);
  const samples = new Float64Array(length);
  for (const { start, signal } of sounds) {
    const from = Math.round(start * first.sampleRate);
    samples.set(resample(signal, first.sampleRate).samples.subarray(0, length - from), from);
  }
  return { samples, sampleRate: first.sampleRate };
}
