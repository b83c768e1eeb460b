import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Signal } from '../../lib/audio/signal';
import { readReference } from './reference';
import { voiceSignals } from './voice-signals';

export interface PraatContour {
  readonly start: number;
  readonly step: number;
  readonly values: readonly (number | null)[];
}

/** What Praat measures of one of the voice signals. */
export interface PraatVoice {
  readonly sha256: string;
  readonly pitchCc: PraatContour;
  readonly harmonicity: PraatContour;
  readonly harmonicityAc: PraatContour;
  /** s */
  readonly pulses: readonly number[];
  /** local, localAbsolute, rap, ppq5, ddp */
  readonly jitter: readonly (number | null)[];
  /** local, localDb, apq3, apq5, apq11 */
  readonly shimmer: readonly (number | null)[];
  readonly report: { readonly unvoiced: number; readonly breaks: number; readonly breakSeconds: number };
  readonly speech: {
    readonly sounding: readonly (readonly [number, number])[];
    readonly nuclei: readonly number[];
  };
  /** Columns of the set `prosody`. */
  readonly prosody: readonly (number | null)[];
}

/** Name, signal and Praat's measurements of every voice signal; fails when a signal is not the one that was measured. */
export function measuredVoices(): [name: string, signal: Signal, praat: PraatVoice][] {
  const { signals } = readReference<{ signals: Record<string, PraatVoice> }>('voice');
  return Object.entries(voiceSignals()).map(([name, signal]) => {
    const { buffer, byteOffset, byteLength } = signal.samples;
    const sha256 = createHash('sha256')
      .update(new Uint8Array(buffer, byteOffset, byteLength))
      .digest('hex');
    assert.equal(
      sha256,
      signals[name].sha256,
      `${name} is not what Praat measured; run test/reference/make/voice.py`,
    );
    return [name, signal, signals[name]];
  });
}
