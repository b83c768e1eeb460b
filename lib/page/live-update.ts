import type { HeardSamples } from './calls';

/** s of the windows that models hear, and from one to the next, as in the notebook's `score`. */
export const WINDOW = 4;
export const HOP = 2;

/** s from one frame of a microphone to the next. */
export const FRAME = 0.01;
/** s; middle of the first frame. */
export const FIRST_FRAME: number = 2 * FRAME;

/** What was measured of a microphone since the last update; frames are counted from the beginning. */
export interface LiveUpdate {
  readonly kind: 'live';
  /** s of sound so far. */
  readonly seconds: number;
  /** s that measuring took so far. */
  readonly busy: number;
  /** Hz, NaN where unvoiced; also of earlier frames, whose pitch later ones may correct. */
  readonly pitch: { readonly first: number; readonly values: Float64Array };
  /** Spectra of the new frames, lowest frequency first, with the least and largest sample of each. */
  readonly columns: {
    readonly first: number;
    readonly rows: number;
    readonly highest: number;
    readonly levels: Uint8ClampedArray<ArrayBuffer>;
    readonly low: Float32Array;
    readonly high: Float32Array;
  };
  /** dB */
  readonly level?: { readonly first: number; readonly values: Float64Array };
  /** F1 to F3, Hz. */
  readonly formants?: { readonly first: number; readonly frequency: readonly Float64Array[] };
  /** The last seconds, when they are to be measured as a whole. */
  readonly recent?: HeardSamples;
}
