/** A vowel of an adult man. */
export interface Vowel {
  /** Hz: F1, F2, F3 */
  readonly formants: readonly [number, number, number];
}

/** A consonant: closure or constriction (hold), burst at its release, then aspiration; each may be missing. */
export interface Consonant {
  /** Loci of the formants during the hold, Hz. */
  readonly formants: readonly [number, number, number];
  /** s at a medium tempo */
  readonly hold: number;
  /** Strength of the voice during the hold, relative to a vowel. */
  readonly voicing: number;
  /** Strength of the frication noise during the hold. */
  readonly noise: number;
  /** Strength of the frication noise at the release. */
  readonly burst: number;
  /** Centre frequency of the noise, Hz. */
  readonly centre: number;
  /** s of aspiration between release and vowel */
  readonly breath: number;
}

/** Five vowels with the means of men by Peterson & Barney (1952), JASA 24: 175-184 (heed, head, hod, hawed, who'd). */
export const vowels: Readonly<Record<string, Vowel>> = {
  i: { formants: [270, 2290, 3010] },
  e: { formants: [530, 1840, 2480] },
  a: { formants: [730, 1090, 2440] },
  o: { formants: [570, 840, 2410] },
  u: { formants: [300, 870, 2240] },
};

/** Eleven consonants with rounded loci and noise bands from the tables of Klatt (1980). */
export const consonants: Readonly<Record<string, Consonant>> = {
  p: {
    formants: [250, 900, 2150],
    hold: 0.07,
    voicing: 0,
    noise: 0,
    burst: 0.25,
    centre: 900,
    breath: 0.035,
  },
  t: {
    formants: [250, 1700, 2600],
    hold: 0.065,
    voicing: 0,
    noise: 0,
    burst: 0.4,
    centre: 4500,
    breath: 0.04,
  },
  k: {
    formants: [250, 1900, 2350],
    hold: 0.06,
    voicing: 0,
    noise: 0,
    burst: 0.35,
    centre: 2000,
    breath: 0.045,
  },
  b: { formants: [220, 900, 2150], hold: 0.06, voicing: 0.12, noise: 0, burst: 0.1, centre: 900, breath: 0 },
  d: {
    formants: [220, 1700, 2600],
    hold: 0.05,
    voicing: 0.12,
    noise: 0,
    burst: 0.2,
    centre: 4500,
    breath: 0,
  },
  g: {
    formants: [220, 1900, 2350],
    hold: 0.05,
    voicing: 0.12,
    noise: 0,
    burst: 0.15,
    centre: 2000,
    breath: 0,
  },
  s: { formants: [320, 1600, 2550], hold: 0.1, voicing: 0, noise: 0.35, burst: 0, centre: 5800, breath: 0 },
  f: { formants: [320, 1000, 2150], hold: 0.09, voicing: 0, noise: 0.1, burst: 0, centre: 4800, breath: 0 },
  m: { formants: [260, 1000, 2200], hold: 0.07, voicing: 0.45, noise: 0, burst: 0, centre: 4000, breath: 0 },
  n: { formants: [260, 1500, 2500], hold: 0.06, voicing: 0.45, noise: 0, burst: 0, centre: 4000, breath: 0 },
  l: { formants: [340, 1150, 2750], hold: 0.06, voicing: 0.6, noise: 0, burst: 0, centre: 4000, breath: 0 },
};
