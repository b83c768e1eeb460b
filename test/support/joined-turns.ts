import { readdirSync } from 'node:fs';
import path from 'node:path';
import { addNoise, pinkNoise, power } from '../../lib/audio/degrade';
import { readRecording } from '../../lib/audio/recording';
import { selectChannel, type Signal } from '../../lib/audio/signal';
import { intensity } from '../../lib/praat/intensity';
import { pitch } from '../../lib/praat/pitch';
import { voicedStretches, type Stretch } from '../../lib/praat/voicing';
import { runs } from '../../lib/praat/runs';
import { joinedStretches, secondsWithin, type Turn } from '../../lib/speakers/stretches';
import { random, type Random } from '../../lib/stats/random';
import { pow } from '../../lib/stats/pow';
import { quantile } from '../../lib/stats/summary';

/** Recordings joined to a conversation of two, whose turns are known. */
export interface Conversation {
  /** The two voices alone, without noise. */
  readonly voices: readonly [Float64Array, Float64Array];
  readonly sampleRate: number;
  readonly truth: Truth;
}

/** Who speaks, every 10 ms: 0 nobody, 1 the first voice, 2 the second, 3 both. */
export interface Truth {
  /** Whose level is within 25 dB of the loudest parts of the utterance, as in Praat's "To TextGrid (silences)", around voice. */
  readonly surely: Uint8Array;
  /** Whose level is within 35 dB of them: breath and final sounds may or may not be called speech. */
  readonly perhaps: Uint8Array;
}

const sampleRate = 16000;
/** Frames of the truth per second. */
export const framesPerSecond = 100;

/**
 * Joins recordings of two people, taking turns of one to three recordings, with gaps of 0.1 to 1.2 s. A fifth of the turns
 * begins 0.3 to 1 s before the other's ends. Where each speaks is measured in the clean recordings; gaps below 0.3 s
 * within one voice are none.
 *
 * @param options.level of the second voice beside the first, dB
 * @param options.asRecorded each recording at its own level; else all at one
 */
export function converse(
  people: readonly [readonly Signal[], readonly Signal[]],
  {
    seconds,
    seed,
    level = 0,
    overlap = 0.2,
    asRecorded = false,
  }: { seconds: number; seed: number; level?: number; overlap?: number; asRecorded?: boolean },
): Conversation {
  const stream = random(seed);
  const pieces: { who: 0 | 1; at: number; signal: Signal }[] = [];
  const pools = people.map((own) => stream.shuffle(own));
  const used = [0, 0];
  let at = 0.5;
  let who: 0 | 1 = stream.next() < 0.5 ? 0 : 1;
  while (at < seconds) {
    const count = stream.integer(1, 4);
    for (let k = 0; k < count; k++) {
      const signal = pools[who][used[who]++ % pools[who].length];
      pieces.push({ who, at, signal });
      at += signal.samples.length / sampleRate + (k + 1 < count ? stream.uniform(0.1, 0.6) : 0);
    }
    at += stream.next() < overlap ? -stream.uniform(0.3, 1) : stream.uniform(0.1, 1.2);
    who = who === 0 ? 1 : 0;
  }
  const length = Math.ceil((at + 2) * sampleRate);
  const voices = [new Float64Array(length), new Float64Array(length)] as const;
  const frames = Math.floor((length / sampleRate) * framesPerSecond);
  const sounding = (below: number, voiced: boolean): Uint8Array => {
    const spoken: [Stretch[], Stretch[]] = [[], []];
    for (const { who: speaker, at: start, signal } of pieces)
      for (const one of soundingStretches(signal, below, voiced))
        spoken[speaker].push({ start: start + one.start, end: start + one.end });
    const flags = new Uint8Array(frames);
    spoken.forEach((own, speaker) => {
      for (const { start, end } of joinedStretches(own, 0.3))
        for (
          let n = Math.round(start * framesPerSecond);
          n < Math.min(frames, Math.round(end * framesPerSecond));
          n++
        )
          flags[n] |= speaker + 1;
    });
    return flags;
  };
  for (const { who: speaker, at: start, signal } of pieces) {
    const first = Math.round(start * sampleRate);
    const even = asRecorded ? 1 : 0.05 / Math.sqrt(power(signal.samples));
    const gain = even * (speaker === 1 ? pow(10, level / 20) : 1);
    signal.samples.forEach((x, n) => (voices[speaker][first + n] += gain * x));
  }
  const truth = { surely: sounding(25, true), perhaps: sounding(35, false) };
  return { voices, sampleRate, truth };
}

/** Where a clean recording of one voice lies less than `below` dB under its loudest hundredth (Praat's intensity). */
function soundingStretches(signal: Signal, below: number, voiced: boolean): Stretch[] {
  const { values, start, step } = intensity(signal, { floor: 100 });
  const threshold =
    quantile(
      values.filter((value) => !Number.isNaN(value)),
      0.99,
    ) - below;
  const found = runs(values.length, (n) => values[n] >= threshold).map(([first, after]) => ({
    start: start + (first - 0.5) * step,
    end: start + (after - 0.5) * step,
  }));
  if (!voiced) return found;
  const voices = voicedStretches(pitch(signal));
  return found.filter((stretch) => secondsWithin(stretch, voices) > 0);
}

/** Both voices in one track, with pink noise at this ratio to the whole track, dB. */
export function oneTrack({ voices }: Conversation, ratio: number, seed = 9): Signal {
  return withNoise(sum(voices, 1), ratio, random(seed));
}

/** A microphone each: the other voice comes 4 ms later and weaker by `crosstalk` dB; noise of its own in each. */
export function channelEach(
  { voices }: Conversation,
  ratio: number,
  crosstalk: number,
  seed = 9,
): [Signal, Signal] {
  const stream = random(seed);
  const weaker = pow(10, -crosstalk / 20);
  const delay = Math.round(0.004 * sampleRate);
  const late = (samples: Float64Array): Float64Array => {
    const moved = new Float64Array(samples.length);
    moved.set(samples.subarray(0, samples.length - delay), delay);
    return moved;
  };
  return [
    withNoise(sum([voices[0], late(voices[1])], weaker), ratio, stream),
    withNoise(sum([voices[1], late(voices[0])], weaker), ratio, stream),
  ];
}

function sum([first, second]: readonly Float64Array[], gain: number): Float64Array {
  return first.map((x, n) => x + gain * second[n]);
}

function withNoise(samples: Float64Array, ratio: number, stream: Random): Signal {
  const noise = pinkNoise(Float64Array.from({ length: 2 ** 18 }, () => stream.normal()));
  return ratio === Infinity ? { samples, sampleRate } : addNoise({ samples, sampleRate }, noise, ratio);
}

/** Seconds that turns attribute wrongly, as shares of the whole time. */
export interface Wrong {
  /** Attributed to somebody who does not speak then while the other does. */
  readonly confused: number;
  /** Attributed to somebody while nobody speaks. */
  readonly invented: number;
  /** Attributed to nobody while one speaks. */
  readonly missed: number;
  /** The three together. */
  readonly wrong: number;
  /** Called speech or not, whoever speaks: the share that is wrong. */
  readonly activity: number;
}

/**
 * Compares turns with the truth, frame by frame, without a margin at their edges; names go to the voices that suit best.
 * Where both speak, either name and none are right.
 */
export function wrongShare(turns: readonly Turn[], { surely, perhaps }: Truth): Wrong {
  const names = [...new Set(turns.map(({ speaker }) => speaker))].sort();
  const frames = surely.length;
  const given = new Int8Array(frames);
  for (const { start, end, speaker } of turns)
    given.fill(
      names.indexOf(speaker) + 1,
      Math.round(start * framesPerSecond),
      Math.round(end * framesPerSecond),
    );
  const count = (order: readonly number[]): Wrong => {
    let [confused, invented, missed, activity] = [0, 0, 0, 0];
    for (let n = 0; n < frames; n++) {
      const said = given[n] === 0 ? 0 : order[given[n] - 1];
      if (said !== 0 && perhaps[n] === 0) invented++;
      else if (said === 0 && (surely[n] === 1 || surely[n] === 2)) missed++;
      else if (said !== 0 && (perhaps[n] & said) === 0) confused++;
      if (said !== 0 ? perhaps[n] === 0 : surely[n] !== 0) activity++;
    }
    const share = (count: number): number => count / frames;
    return {
      confused: share(confused),
      invented: share(invented),
      missed: share(missed),
      wrong: share(confused + invented + missed),
      activity: share(activity),
    };
  };
  const [same, swapped] = [count([1, 2]), count([2, 1])];
  return same.wrong <= swapped.wrong ? same : swapped;
}

/** Recordings of EmoDB's speakers in the shared data, by speaker (`03` to `16`). */
export async function emodbSpeakers(shared: string): Promise<Map<string, Signal[]>> {
  const folder = path.join(shared, 'emodb-all');
  return bySpeaker(
    readdirSync(folder)
      .filter((name) => name.endsWith('.wav'))
      .sort()
      .map((name) => ({ speaker: name.slice(0, 2), file: path.join(folder, name) })),
  );
}

/** Recordings of RAVDESS's actors in the shared data, by session and sex (`1F` to `5M`). */
export async function ravdessSpeakers(shared: string): Promise<Map<string, Signal[]>> {
  const folder = path.join(shared, 'auditary_emotion_recognition', 'IEMOCAP_full_release');
  const files = readdirSync(folder, { recursive: true }).map(String).sort();
  return bySpeaker(
    files.flatMap((file) => {
      const match = /Ses0(\d)[^/]*_([FM])\d+\.wav$/.exec(file);
      return match === null ? [] : [{ speaker: match[1] + match[2], file: path.join(folder, file) }];
    }),
  );
}

async function bySpeaker(
  files: readonly { speaker: string; file: string }[],
): Promise<Map<string, Signal[]>> {
  const found = new Map<string, Signal[]>();
  for (const { speaker, file } of files) {
    const signal = selectChannel(await readRecording(file), 'left');
    found.set(speaker, [...(found.get(speaker) ?? []), signal]);
  }
  return found;
}
