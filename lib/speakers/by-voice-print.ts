import type { Contour } from '../praat/frames';
import type { Stretch } from '../praat/voicing';
import { mean } from '../stats/summary';
import { settled, type Separated } from './by-channel';
import { product, type TimedPrint, type TwoVoices } from './two-voices';
import type { Turn } from './stretches';

/** Costs of a change of speaker, in mean differences between the voices: within speech, and across a pause. */
const changeInSpeech = 2.5;
const changeInPause = 1;
/** Pieces of which the voices differ by less than this share of the mean difference are uncertain. */
const leastSure = 0.25;
/** A change of speaker lies at the lowest level within this of the middle between two prints, s. */
const searched = 0.4;

/**
 * Who speaks in speech of two voices: the path through the voice prints of least cost (Viterbi), where being unlike the
 * voice costs, and a change of speaker, less so in a pause than within speech. A change within speech lies at its lowest
 * level nearby. Two voices at once are given to one of them or are uncertain.
 *
 * @param prints in order of time
 * @param speech stretches of speech, which the prints number
 * @param level of the recording
 * @returns turns of `A`, who is heard first, and `B`
 */
export function separatedByPrint(
  prints: readonly TimedPrint[],
  { voices }: TwoVoices,
  speech: readonly Stretch[],
  level: Contour,
): Separated {
  const differences = prints.map(({ print }) => product(print, voices[0]) - product(print, voices[1]));
  const usual = mean(differences.map(Math.abs));
  const path = cheapestPath(
    prints,
    differences.map((difference) => difference / usual),
  );
  const names = path[0] === 0 ? ['A', 'B'] : ['B', 'A'];
  const pieces: (Turn & { readonly sure: boolean })[] = [];
  for (let n = 0; n < prints.length; n++) {
    const first = n;
    const { stretch } = prints[n];
    while (n + 1 < prints.length && prints[n + 1].stretch === stretch && path[n + 1] === path[n]) n++;
    const own = differences.slice(first, n + 1);
    const start =
      first > 0 && prints[first - 1].stretch === stretch
        ? pieces[pieces.length - 1].end
        : speech[stretch].start;
    const continues = n + 1 < prints.length && prints[n + 1].stretch === stretch;
    const end = continues ? quietest(level, (prints[n].time + prints[n + 1].time) / 2) : speech[stretch].end;
    pieces.push({ start, end, speaker: names[path[n]], sure: Math.abs(mean(own)) >= leastSure * usual });
  }
  const turns = pieces.filter(({ sure }) => sure).map(({ start, end, speaker }) => ({ start, end, speaker }));
  const uncertain = pieces.filter(({ sure }) => !sure).map(({ start, end }) => ({ start, end }));
  return { turns: settled(turns), both: [], uncertain };
}

/** The voice, 0 or 1, of each print. */
function cheapestPath(prints: readonly TimedPrint[], differences: readonly number[]): Uint8Array {
  const from = prints.map(() => [0, 1]);
  let totals = [0, 0];
  prints.forEach(({ stretch }, n) => {
    const change = n > 0 && prints[n - 1].stretch === stretch ? changeInSpeech : changeInPause;
    from[n] = [0, 1].map((voice) => (totals[voice] >= totals[1 - voice] - change ? voice : 1 - voice));
    totals = [0, 1].map((voice) => {
      const before = from[n][voice];
      const gain = voice === 0 ? differences[n] : -differences[n];
      return totals[before] - (before === voice ? 0 : change) + gain;
    });
  });
  const path = new Uint8Array(prints.length);
  let voice = totals[0] >= totals[1] ? 0 : 1;
  for (let n = prints.length - 1; n >= 0; n--) {
    path[n] = voice;
    voice = from[n][voice];
  }
  return path;
}

/** Time of the lowest level near `time`. */
function quietest({ values, start, step }: Contour, time: number): number {
  const first = Math.max(0, Math.round((time - searched - start) / step));
  const last = Math.min(values.length - 1, Math.round((time + searched - start) / step));
  let best = Math.min(values.length - 1, Math.max(0, Math.round((time - start) / step)));
  for (let n = first; n <= last; n++) if (!(values[n] >= values[best])) best = n;
  return start + best * step;
}
