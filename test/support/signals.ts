import type { Signal } from '../../lib/audio/signal';

/** Samples of `f`, a function of time in seconds. */
export function sampled(seconds: number, sampleRate: number, f: (t: number) => number): Signal {
  return {
    samples: Float64Array.from({ length: Math.round(seconds * sampleRate) }, (_, i) => f(i / sampleRate)),
    sampleRate,
  };
}

/** A sine of `hz`. */
export function tone(hz: number, seconds = 0.5, sampleRate = 16000, amplitude = 0.5): Signal {
  return sampled(seconds, sampleRate, (t) => amplitude * Math.sin(2 * Math.PI * hz * t));
}

/** A sine that rises from `from` to `to` Hz by equal steps in Hz; at time t it is at from + (to − from) t / seconds. */
export function chirp(from: number, to: number, seconds = 1, sampleRate = 16000): Signal {
  return sampled(
    seconds,
    sampleRate,
    (t) => 0.5 * Math.sin(2 * Math.PI * (from + (0.5 * (to - from) * t) / seconds) * t),
  );
}

/** Uniform noise in [−amplitude, amplitude]; the same seed gives the same noise (D. H. Lehmer's generator). */
export function noise(seconds: number, sampleRate = 16000, amplitude = 0.5, seed = 1): Signal {
  let state = seed;
  return sampled(seconds, sampleRate, () => {
    state = (state * 48271) % 2147483647;
    return amplitude * ((2 * state) / 2147483647 - 1);
  });
}

/** Pulses of height 1 at the samples nearest to `times`, s. */
export function pulseTrain(times: readonly number[], seconds: number, sampleRate = 16000): Signal {
  const samples = new Float64Array(Math.round(seconds * sampleRate));
  for (const t of times) {
    const at = Math.round(t * sampleRate);
    if (at < samples.length) samples[at] = 1;
  }
  return { samples, sampleRate };
}

/** Times at which the phase of a voice completes a cycle; f0 in Hz as a function of time. */
export function pulseTimes(f0: (t: number) => number, seconds: number): number[] {
  const times: number[] = [];
  for (let t = 0.5 / f0(0); t < seconds; t += 1 / f0(t)) times.push(t);
  return times;
}

export interface Resonance {
  /** Hz */
  readonly hz: number;
  /** Hz */
  readonly bandwidth: number;
}

/** `source` through one two-pole filter after the other (D. H. Klatt 1980, equation 2), then scaled to a peak of 0.5. */
export function resonate(source: Signal, resonances: readonly Resonance[]): Signal {
  let samples = source.samples;
  for (const { hz, bandwidth } of resonances) {
    const r = Math.exp((-Math.PI * bandwidth) / source.sampleRate);
    const b = 2 * r * Math.cos((2 * Math.PI * hz) / source.sampleRate);
    const c = -r * r;
    const filtered = new Float64Array(samples.length);
    for (let i = 0; i < samples.length; i++) {
      filtered[i] = (1 - b - c) * samples[i] + b * (filtered[i - 1] ?? 0) + c * (filtered[i - 2] ?? 0);
    }
    samples = filtered;
  }
  const peak = samples.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
  return { samples: samples.map((x) => (0.5 * x) / peak), sampleRate: source.sampleRate };
}

/** An open vowel: pulses of `f0` through formants that are known exactly. */
export const openVowel: readonly Resonance[] = [
  { hz: 700, bandwidth: 80 },
  { hz: 1200, bandwidth: 100 },
  { hz: 2500, bandwidth: 140 },
  { hz: 3500, bandwidth: 200 },
];

/** A vowel whose pulses follow `f0`, Hz as a function of time. */
export function vowel(
  f0: (t: number) => number,
  resonances: readonly Resonance[] = openVowel,
  seconds = 0.5,
  sampleRate = 16000,
): Signal {
  return resonate(pulseTrain(pulseTimes(f0, seconds), seconds, sampleRate), resonances);
}

/** Sample by sample sum; the length is the first one's. */
export function mix(first: Signal, ...others: readonly Signal[]): Signal {
  return {
    ...first,
    samples: first.samples.map((x, i) => others.reduce((sum, s) => sum + (s.samples[i] ?? 0), x)),
  };
}

/** One after the other; the sample rate is the first one's. */
export function join(...parts: readonly Signal[]): Signal {
  return {
    samples: Float64Array.from(parts.flatMap((part) => Array.from(part.samples))),
    sampleRate: parts[0].sampleRate,
  };
}

/**
 * The signals measured by other programs in test/reference; together they hold glides, onsets, silence, noise, an
 * offset and four sample rates.
 */
export function referenceSignals(): Record<string, Signal> {
  const glide = mix(
    vowel((t) => 110 + 120 * t, openVowel, 0.5, 16000),
    noise(0.5, 16000, 0.01, 7),
  );
  const word = join(
    noise(0.12, 16000, 0.001, 3),
    noise(0.1, 16000, 0.1, 4),
    vowel(
      (t) => 240 - 200 * t,
      [
        { hz: 320, bandwidth: 60 },
        { hz: 2300, bandwidth: 110 },
        { hz: 3000, bandwidth: 160 },
      ],
      0.25,
      16000,
    ),
    sampled(0.08, 16000, () => 0),
    vowel(() => 95, openVowel, 0.2, 16000),
  );
  const high = mix(
    vowel((t) => 300 + 60 * Math.sin(2 * Math.PI * 5 * t), openVowel, 0.3, 44100),
    noise(0.3, 44100, 0.003, 11),
  );
  const telephone = mix(
    vowel((t) => 130 - 40 * t, openVowel, 0.4, 8000),
    noise(0.4, 8000, 0.005, 13),
  );
  return {
    glide,
    word: { ...word, samples: word.samples.map((x) => x + 0.02) },
    high,
    telephone,
  };
}
