import { withFile } from './byte-source';
import type { Decoder, Packet, Track } from './codecs/codec';
import { mostDamaged } from './codecs/native';
import { codecs } from './codecs/registry';
import type { PacketFormat, Trim } from './formats/format';
import type { ByteSource } from './layout';
import { withTrack, type PacketTrack } from './packets';
import { shellWord } from './riff';

/** What was decoded: samples of 32 bits, interleaved, of which the first `skip` of each channel do not count. */
export interface DecodedSound {
  /** Hz */
  readonly sampleRate: number;
  readonly channels: number;
  readonly skip: number;
  /** Samples per channel that count. */
  readonly frames: number;
  readonly notes: readonly string[];
}

/** Samples of all channels decoded at a time. */
const STRETCH = 2 ** 23;
/** Bytes and packets decoded at a time. */
const STRETCH_BYTES = 2 ** 24;
const STRETCH_PACKETS = 2 ** 15;
/** Bytes that decoded sound may take: twelve hours in stereo at 48 kHz. */
export const mostBytes: number = 16 * 2 ** 30;
/** s; shorter gaps between the times of packets are rounding. */
const GAP = 0.2;
/** s; a file that lacks no more than this of what it promises is whole. */
const LACK = 0.1;

/**
 * Decodes a compressed recording from its beginning to its end, stretch by stretch.
 *
 * What encoders put before and behind the sound is left out as far as the file says how much it is. Packets that cannot
 * be decoded become silence, and a note says how many; a file of which the end is missing is refused.
 *
 * @param write takes the samples, interleaved, one stretch after the other
 * @throws Error naming the file, what was found and a way out
 */
export async function decodeSound(
  path: string,
  format: PacketFormat,
  write: (bytes: Uint8Array) => void,
): Promise<DecodedSound> {
  return withFile(path, async (source) => {
    const { refusal, usable, notes = [] } = format.inspect?.(source, path) ?? {};
    if (refusal !== undefined) throw new Error(`${path}: ${refusal}`);
    try {
      const sound = await withTrack({ ...source, size: usable ?? source.size }, format, (track) =>
        decodeTrack(source, format, track, write),
      );
      return { ...sound, notes: [...sound.notes, ...notes] };
    } catch (cause) {
      throw refused(path, format, cause);
    }
  });
}

function refused(path: string, format: PacketFormat, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message.replace(/\.$/, '').split('\n')[0] : String(cause);
  return new Error(
    `${path}: ${format.name} that cannot be read: ${reason}; copy or export it again, or convert it: ` +
      `ffmpeg -i ${shellWord(path)} converted.wav`,
    { cause },
  );
}

async function decodeTrack(
  source: ByteSource,
  format: PacketFormat,
  track: PacketTrack,
  write: (bytes: Uint8Array) => void,
): Promise<DecodedSound> {
  const decoder = await decoderOf(track);
  try {
    const { sampleRate, channels } = decoder;
    let decoded = 0;
    let damaged = 0;
    let packetCount = 0;
    let last: Packet = track.first;
    for await (const packets of stretches(track, decoder)) {
      const sound = await decoder.decode(packets);
      damaged += sound.damaged;
      if (damaged > mostDamaged) throw new Error(`more than ${mostDamaged} pieces of its sound are damaged`);
      packetCount += packets.length;
      decoded += sound.channels[0].length;
      if (4 * channels * decoded > mostBytes)
        throw new Error(
          `it holds more than ${hours(mostBytes / 4 / channels / sampleRate)} h of sound; cut it into parts`,
        );
      write(interleaved(sound.channels));
      last = packets[packets.length - 1];
    }
    const lastSamples = decoder.samplesIn(last);
    const excess =
      lastSamples === undefined || last.duration <= 0
        ? 0
        : lastSamples - Math.round(last.duration * sampleRate);
    const trim = format.trim(source, {
      id: track.id,
      codec: track.codec,
      sampleRate,
      decoded: decoded - decoder.skip,
      end: last.timestamp + last.duration - Math.max(0, track.first.timestamp),
      excess: Math.max(0, excess),
    });
    const skip = Math.min(decoded, decoder.skip + trim.skip);
    const frames = framesOf(decoded - skip, trim, sampleRate);
    if (damaged > packetCount / 2)
      throw new Error(`${damaged} of ${packetCount} pieces of its sound are damaged`);
    const gaps =
      lastSamples === undefined
        ? 0
        : last.timestamp - track.first.timestamp - (decoded - lastSamples) / sampleRate;
    const notes = [
      ...decoder.notes,
      ...(gaps > GAP
        ? [`its times leave ${gaps.toFixed(1)} s without sound; left out, so that what follows is early`]
        : []),
      ...(track.tracks > 1 ? [`there are ${track.tracks} sound tracks; the first is read`] : []),
      ...(damaged > 0
        ? [
            `${damaged} ${damaged === 1 ? 'piece' : 'pieces'} of the sound cannot be decoded; silence in ${damaged === 1 ? 'its' : 'their'} place`,
          ]
        : []),
      ...(trim.notes ?? []),
    ];
    return { sampleRate, channels, skip, frames, notes };
  } finally {
    decoder.end();
  }
}

/** How many samples count of those that are there. */
function framesOf(present: number, { length, promised }: Trim, sampleRate: number): number {
  const seconds = (samples: number): string => (samples / sampleRate).toFixed(3);
  if (promised === true && length !== undefined && length - present > LACK * sampleRate)
    throw new Error(`truncated: it promises ${seconds(length)} s and ${seconds(present)} s are there`);
  const frames = Math.max(0, Math.min(present, length ?? present));
  if (frames === 0) throw new Error('there are no samples in it');
  return frames;
}

async function decoderOf(track: Track): Promise<Decoder> {
  const codec = codecs.find(({ name }) => name === track.codec);
  if (codec === undefined)
    throw new Error(`its sound is ${JSON.stringify(track.codec)}, which is not decoded here`);
  return codec.start(track);
}

/** The packets of a track, so many at a time that their samples fit into memory. */
async function* stretches(
  track: PacketTrack,
  { sampleRate, channels, samplesIn }: Decoder,
): AsyncGenerator<Packet[]> {
  let packets: Packet[] = [];
  let [bytes, samples] = [0, 0];
  for await (const packet of track.packets()) {
    packets.push(packet);
    bytes += packet.data.length;
    samples += samplesIn(packet) ?? packet.duration * sampleRate;
    if (samples * channels >= STRETCH || bytes >= STRETCH_BYTES || packets.length >= STRETCH_PACKETS) {
      yield packets;
      [packets, bytes, samples] = [[], 0, 0];
    }
  }
  if (packets.length > 0) yield packets;
}

function interleaved(channels: readonly Float32Array[]): Uint8Array {
  const step = channels.length;
  const length = channels[0].length;
  const all = step === 1 ? channels[0] : new Float32Array(length * step);
  if (step > 1) {
    channels.forEach((samples, c) => {
      for (let i = 0, at = c; i < length; i++, at += step) all[at] = samples[i];
    });
  }
  return new Uint8Array(all.buffer, all.byteOffset, all.byteLength);
}

const hours = (seconds: number): string => (seconds / 3600).toFixed(0);
