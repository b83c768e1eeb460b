import { addNoise, bandPass, lowPass, muLawCodec, pinkNoise } from '../../audio/degrade';
import { opusCodec } from '../../audio/lossy';
import { resample } from '../../audio/resample';
import { reverberate, roomResponse, type Room } from '../../audio/room';
import type { Signal } from '../../audio/signal';
import { random } from '../../stats/random';
import { RATE, type Change } from './changes';

const trainingRoom: Room = {
  size: [5, 4, 3],
  source: [1.5, 2, 1.5],
  microphone: [3.2, 2.6, 1.2],
  reverberation: 0.4,
};
const testRoom: Room = {
  size: [7, 5.5, 2.8],
  source: [2, 3, 1.6],
  microphone: [4.5, 2.2, 1],
  reverberation: 0.6,
};

/**
 * The changes of the copies that models are trained on: pink noise at 15 and 5 dB, a band of 200 to 3,800 Hz sampled at 8 kHz,
 * low-pass at 3.5 kHz, and a room. None of `unseenChanges` is among them.
 */
export function trainingChanges(seed: number): Change[] {
  const pink = (ratio: number): Change =>
    change('pink noise', `${ratio} dB`, ratio, (signal, place) =>
      addNoise(signal, pinkNoise(normalNoise(signal, seed + place)), ratio),
    );
  const response = roomResponse(trainingRoom, RATE);
  return [
    pink(15),
    pink(5),
    change('band', '200 to 3800 Hz, at 8 kHz', NaN, (signal) => resample(bandPass(signal, 200, 3800), 8000)),
    change('low-pass', '3500 Hz', 3500, (signal) => lowPass(signal, 3500)),
    change('room', '0.4 s', 0.4, (signal) => reverberate(signal, response)),
  ];
}

/** The changes of moderate strength that models are tested on, none of which they were trained on; 16 kHz. */
export function unseenChanges(seed: number): Change[] {
  const response = roomResponse(testRoom, RATE);
  return [
    whiteNoise(seed, 10),
    change('telephone and µ-law', '', NaN, (signal) => muLawCodec(bandPass(signal, 300, 3400))),
    change('room', '0.6 s', 0.6, (signal) => reverberate(signal, response)),
    change('Opus', '12 kbit/s', 12, (signal) => opusCodec(signal, 12)),
  ];
}

/** Further strengths, which say what a score is worth at which signal-to-noise ratio and band. */
export function furtherChanges(seed: number): Change[] {
  return [
    whiteNoise(seed, 20),
    whiteNoise(seed, 0),
    change('low-pass', '2000 Hz', 2000, (signal) => lowPass(signal, 2000)),
  ];
}

function whiteNoise(seed: number, ratio: number): Change {
  return change('white noise', `${ratio} dB`, ratio, (signal, place) =>
    addNoise(signal, normalNoise(signal, seed + 104729 + place), ratio),
  );
}

function normalNoise({ samples }: Signal, seed: number): Float64Array {
  const stream = random(seed);
  return samples.map(() => stream.normal());
}

function change(family: string, degree: string, level: number, apply: Change['apply']): Change {
  return { family, degree, level, apply };
}
