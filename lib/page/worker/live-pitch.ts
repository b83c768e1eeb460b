import type { SampleReader } from '../../audio/sample-reader';
import type { FrameGrid } from '../../praat/frames';
import { standardWindow } from '../../praat/pitch';
import { candidateCache, candidatesInFrames, deleteBefore } from '../../praat/pitch-ac';
import { choosePath, speechCosts } from '../../praat/pitch-path';
import { standardRange } from '../../praat/pitch-range';

/** Frames whose path is chosen anew with every frame, so that later ones can correct it. */
const RECONSIDERED = 30;

/** Pitch of frames of a sound that goes on. */
export interface LivePitch {
  /** Seconds of sound that a frame needs after its middle. */
  readonly reach: number;
  /** Pitch of the frames up to, not including, `count`, of the last 30 at most; Hz, NaN where unvoiced. */
  readonly track: (count: number, peak: number) => { readonly first: number; readonly values: Float64Array };
}

/**
 * Pitch as `pitch` finds it, frame by frame: the candidates of a frame are searched once, and the path goes through the last
 * frames.
 *
 * @param grid of all frames to come; its count does not matter
 */
export function livePitch(reader: SampleReader, grid: FrameGrid): LivePitch {
  const settings = { ...speechCosts, ...standardRange, timeStep: grid.step };
  const cache = candidateCache();
  return {
    reach: (0.5 * standardWindow.periods) / standardRange.floor,
    track: (count, peak) => {
      const first = Math.max(0, count - RECONSIDERED);
      const range = { from: first, to: count };
      const frames = candidatesInFrames(grid, reader, 0, peak, standardWindow, settings, range, cache);
      deleteBefore(cache, Math.floor((grid.start + first * grid.step) * reader.sampleRate));
      return { first, values: choosePath(frames, speechCosts).values };
    },
  };
}
