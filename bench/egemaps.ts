import { cut } from '../lib/audio/signal';
import type { Signal } from '../lib/audio/signal';
import { egemaps } from '../lib/features/sets/egemaps';
import { mfcc } from '../lib/features/spectral/mfcc';
import { spectralFrames } from '../lib/features/spectral/frames';

/** Work that openSMILE and librosa do too, with their settings. */
export function egemapsTasks(
  signal: Signal,
  windows: readonly { readonly start: number; readonly end: number }[],
) {
  return [
    {
      name: 'egemaps, 4 s windows',
      run: () => windows.forEach(({ start, end }) => egemaps.measure(cut(signal, start, end))),
      peer: { task: 'egemaps', program: 'opensmile', goal: 1.5 },
    },
    {
      name: '13 MFCC of 128 bands',
      run: () => void mfcc(spectralFrames(signal), { bands: 128 }),
      peer: { task: 'mfcc', program: 'librosa', goal: 3 },
    },
  ];
}
