import { pow } from '../stats/pow';
import type { Random } from '../stats/random';
import { consonants, vowels } from './phones';
import type { Plan } from './voice';

/** Prosody of an utterance. */
export interface Prosody {
  /** Hz, mean of the voice */
  readonly pitch: number;
  /** Semitones by which an accent rises. */
  readonly range: number;
  /** Semitones per second within a phrase; negative falls. */
  readonly declination: number;
  /** Semitones of the last syllable relative to the declination line; negative falls. */
  readonly ending: number;
  /** Syllables per second. */
  readonly rate: number;
  /** Probability of a pause between two words. */
  readonly pauses: number;
  /** 1 reaches the formants of a vowel, 0 stays neutral. */
  readonly precision: number;
  /** Factors on F1, F2 and F3 of an adult man, from the size and shape of the tract. */
  readonly tract: readonly [number, number, number];
  /** dB re full scale, root mean square */
  readonly level: number;
  /** dB re full scale, noise of the room */
  readonly noise: number;
}

/** Formants of a uniform tract (schwa). */
const NEUTRAL = [500, 1500, 2500] as const;
/** Silence before the first and after the last sound, s. */
const MARGIN = 0.1;
/** Lowest point of the declination line, semitones relative to the start of the phrase. */
const LOWEST = -5;

/**
 * Nonsense words of one to three syllables, each a consonant and a vowel.
 *
 * @returns words in lower case, `syllables` syllables in all
 */
export function nonsense(syllables: number, random: Random): string[] {
  const words: string[] = [];
  for (let left = syllables; left > 0;) {
    const length = Math.min(left, random.integer(1, 4));
    let word = '';
    for (let i = 0; i < length; i++) {
      word += random.choice(Object.keys(consonants)) + random.choice(Object.keys(vowels));
    }
    words.push(word);
    left -= length;
  }
  return words;
}

/** A track under construction. */
interface Line {
  readonly times: number[];
  readonly values: number[];
}

function startLine(): Line {
  return { times: [], values: [] };
}

function to(line: Line, time: number, value: number): void {
  line.times.push(time);
  line.values.push(value);
}

/**
 * Plans the tracks of an utterance.
 *
 * Every word has an accent on its first syllable: higher, louder, longer. Pitch declines along a phrase and resets after a
 * pause; the syllable before a pause is longer. Formants glide to a vowel from half-way to the consonant's locus.
 *
 * @param words letters of `phones.ts`, consonant and vowel alternating
 * @throws RangeError for other letters
 */
export function planUtterance(words: readonly string[], prosody: Prosody, random: Random): Plan {
  const f0 = startLine();
  const formants: [Line, Line, Line] = [startLine(), startLine(), startLine()];
  const voicing = startLine();
  const aspiration = startLine();
  const frication = startLine();
  const centre = startLine();

  const shape = (time: number, targets: readonly number[], precision: number) => {
    for (let k = 0; k < 3; k++) {
      to(formants[k], time, prosody.tract[k] * (NEUTRAL[k] + precision * (targets[k] - NEUTRAL[k])));
    }
  };
  const semitones = (time: number, above: number) => to(f0, time, prosody.pitch * pow(2, above / 12));

  let time = MARGIN;
  let phraseStart = time;
  to(voicing, 0, 0);
  to(aspiration, 0, 0);
  to(frication, 0, 0);
  const tempo = Math.sqrt(4.5 / prosody.rate); // consonants shrink less than vowels

  words.forEach((word, w) => {
    const lastWord = w === words.length - 1;
    const pause = !lastWord && random.next() < prosody.pauses ? random.uniform(0.15, 0.4) * tempo : 0;
    const accent = prosody.range * Math.exp(random.normal(0, 0.25));
    for (let i = 0; i < word.length; i += 2) {
      const consonant = consonants[word[i]];
      const vowel = vowels[word[i + 1]];
      if (consonant === undefined || vowel === undefined) {
        throw new RangeError(
          `"${word.slice(i, i + 2)}" in "${word}" is not a consonant and a vowel of phones.ts`,
        );
      }
      const accented = i === 0;
      const beforePause = i + 2 >= word.length && (pause > 0 || lastWord);
      const length =
        ((accented ? 1.15 : 0.9) * (beforePause ? 1.35 : 1) * Math.exp(random.normal(0, 0.1))) / prosody.rate;
      const hold = Math.min(consonant.hold * tempo, 0.45 * length);
      const breath = Math.min(consonant.breath * tempo, 0.2 * length);
      const release = time + hold;
      const onset = release + breath; // of the vowel
      const end = time + length;
      const decibels = (accented ? 0 : -3) - 2.5 * (end - phraseStart) + random.normal(0, 0.8);
      const strength = pow(10, decibels / 20);
      const ramp = Math.min(0.012, hold / 3);

      to(frication, time, 0);
      to(frication, time + ramp, consonant.noise);
      to(frication, release - ramp, consonant.noise);
      to(frication, release - 0.001, consonant.burst);
      to(frication, release + 0.006, consonant.burst);
      to(frication, release + 0.012, 0);
      to(centre, time, consonant.centre);
      to(centre, release + 0.012, consonant.centre);
      if (breath > 0) {
        to(aspiration, release, 0);
        to(aspiration, release + 0.004, 0.12 * strength);
        to(aspiration, onset, 0.06 * strength);
        to(aspiration, onset + 0.02, 0);
      }
      if (voicing.values[voicing.values.length - 1] === 0) to(voicing, time, 0);
      to(voicing, time + ramp, consonant.voicing * strength);
      to(voicing, onset - 0.001, consonant.voicing * strength);
      to(voicing, onset + Math.min(0.015, 0.3 * (end - onset)), strength);
      if (beforePause) {
        to(voicing, end - Math.min(0.06, 0.6 * (end - onset)), 0.7 * strength);
        to(voicing, end, 0);
      } else {
        to(voicing, end - Math.min(0.012, 0.3 * (end - onset)), 0.85 * strength);
      }

      const half = consonant.formants.map((hz, k) => (hz + vowel.formants[k]) / 2);
      const glide = Math.min(0.05, 0.3 * (end - onset));
      shape(time + ramp, consonant.formants, 1);
      shape(release, half, 1);
      shape(onset + glide, vowel.formants, prosody.precision * (accented ? 1 : 0.8));
      shape(end - glide, vowel.formants, prosody.precision * (accented ? 1 : 0.8));

      const line = Math.max(LOWEST, prosody.declination * (onset - phraseStart));
      const middle = (onset + end) / 2;
      semitones(onset, line + (accented ? 0.4 * accent : 0));
      semitones(middle, line + (accented ? accent : 0) + random.normal(0, 0.25));
      semitones(
        end - 0.005,
        line + (lastWord && beforePause ? prosody.ending : accented ? 0.5 * accent : -0.3),
      );
      time = end;
    }
    if (pause > 0) {
      time += pause;
      phraseStart = time;
    }
  });

  return {
    duration: time + MARGIN,
    f0,
    formants,
    voicing,
    aspiration,
    frication,
    fricationCentre: centre,
    level: prosody.level,
    noise: prosody.noise,
  };
}
