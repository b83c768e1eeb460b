import * as wavefile from 'wavefile';

// Node gives the names of this CommonJS package under `default` only, bundlers give them directly.
const names = 'default' in wavefile ? (wavefile.default as typeof wavefile) : wavefile;

/** A WAV file of any usual coding. */
export const WaveFile: typeof wavefile.WaveFile = names.WaveFile;
export type WaveFile = wavefile.WaveFile;
