// A shoebox room by the image method.
import { nextPowerOfTwo, realFft } from '../dsp/fft';
import { power } from './degrade';
import type { Signal } from './signal';

/** A place in a room, or its size: length, width, height, m. */
export type Metres = readonly [number, number, number];

/** A rectangular room with a talker and a microphone. */
export interface Room {
  readonly size: Metres;
  readonly source: Metres;
  readonly microphone: Metres;
  /** Reverberation time by Sabine's formula, s; all walls absorb alike. */
  readonly reverberation: number;
}

const SPEED = 343; // m/s
/** Half the width of the interpolated pulse of an image, s. */
const HALF_WIDTH = 0.004;

/**
 * Impulse response of a room: a pulse for every image of the source, its delay and its loss by distance and by walls, over the
 * reverberation time. Pulses between samples are Hann-windowed sinc functions.
 *
 * @param sampleRate Hz
 * @throws RangeError where source or microphone lies outside the room, or walls would have to absorb more than all
 *
 * J. Allen, D. Berkley (1979), "Image method for efficiently simulating small-room acoustics", J. Acoustical Society of
 * America 65: 943-950; P. Peterson (1986) 80: 1527-1529 for the pulses. W. Sabine's T = 24 ln 10 · V / (c · S · α).
 */
export function roomResponse(room: Room, sampleRate: number): Float64Array {
  const { size, source, microphone, reverberation } = room;
  for (const place of [source, microphone]) {
    if (place.some((x, i) => !(x > 0 && x < size[i])))
      throw new RangeError(`a place at ${place.join(', ')} m lies outside a room of ${size.join(' x ')} m`);
  }
  const [x, y, z] = size;
  const surface = 2 * (x * y + y * z + x * z);
  const absorbed = (24 * Math.LN10 * x * y * z) / (SPEED * surface * reverberation);
  if (!(absorbed > 0 && absorbed < 1))
    throw new RangeError(
      `walls of a room of ${size.join(' x ')} m would absorb ${absorbed.toFixed(2)} for ${reverberation} s; give a longer time`,
    );
  const reflection = Math.sqrt(1 - absorbed);
  const response = new Float64Array(Math.ceil(reverberation * sampleRate));
  const reach = size.map((one) => Math.ceil((reverberation * SPEED) / (2 * one)));
  for (let l = -reach[0]; l <= reach[0]; l++) {
    for (let m = -reach[1]; m <= reach[1]; m++) {
      for (let n = -reach[2]; n <= reach[2]; n++) {
        for (let mirrored = 0; mirrored < 8; mirrored++) {
          const cell = [l, m, n];
          let squared = 0;
          let bounces = 0;
          for (let i = 0; i < 3; i++) {
            const mirror = (mirrored >> i) & 1;
            const offset = (mirror ? -source[i] : source[i]) + 2 * cell[i] * size[i] - microphone[i];
            squared += offset * offset;
            bounces += Math.abs(cell[i] - mirror) + Math.abs(cell[i]);
          }
          const distance = Math.sqrt(squared);
          let gain = 1 / (4 * Math.PI * distance);
          for (let b = 0; b < bounces; b++) gain *= reflection;
          addPulse(response, (distance / SPEED) * sampleRate, gain, HALF_WIDTH * sampleRate);
        }
      }
    }
  }
  return response;
}

function addPulse(response: Float64Array, at: number, gain: number, half: number): void {
  const first = Math.max(0, Math.ceil(at - half));
  const last = Math.min(response.length - 1, Math.floor(at + half));
  for (let i = first; i <= last; i++) {
    const t = i - at;
    const sinc = Math.abs(t) < 1e-9 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t);
    response[i] += gain * sinc * 0.5 * (1 + Math.cos((Math.PI * t) / half));
  }
}

/**
 * The signal as heard through an impulse response, from its first sample on and as long as before, at the same mean power.
 *
 * @param response at the same rate, such as `roomResponse`'s
 * @throws RangeError when the response has no samples
 */
export function reverberate({ samples, sampleRate }: Signal, response: Float64Array): Signal {
  if (response.length === 0) throw new RangeError('the impulse response has no samples; give at least one');
  const fft = realFft(nextPowerOfTwo(Math.max(4, samples.length + response.length)));
  const spectrumOf = (values: Float64Array) => {
    const padded = new Float64Array(fft.size);
    padded.set(values);
    const spectrum = new Float64Array(fft.size + 2);
    fft.forward(padded, spectrum);
    return spectrum;
  };
  const own = spectrumOf(samples);
  const room = spectrumOf(response);
  for (let k = 0; k < own.length; k += 2) {
    const [re, im] = [own[k], own[k + 1]];
    own[k] = re * room[k] - im * room[k + 1];
    own[k + 1] = re * room[k + 1] + im * room[k];
  }
  const heard = new Float64Array(fft.size);
  fft.inverse(own, heard);
  const loudest = response.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const direct = response.findIndex((value) => Math.abs(value) === loudest);
  const cut = heard.slice(direct, direct + samples.length);
  const factor = Math.sqrt(power(samples) / power(cut));
  return { samples: Number.isFinite(factor) ? cut.map((value) => factor * value) : cut, sampleRate };
}
