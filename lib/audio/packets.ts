import type { EncodedPacket, InputAudioTrack } from 'mediabunny';
import type { Packet, Track } from './codecs/codec';
import type { PacketFormat } from './formats/format';
import type { ByteSource } from './layout';

/** The sound track of a file, and its packets. */
export interface PacketTrack extends Track {
  /** As the container counts its tracks. */
  readonly id: number;
  /** How many sound tracks there are; the first, or the one marked so, is this one. */
  readonly tracks: number;
  readonly packets: () => AsyncGenerator<Packet>;
}

/**
 * Opens the sound track of a file for `use`.
 *
 * @throws Error saying what is wrong, without the file's name
 */
export async function withTrack<T>(
  source: ByteSource,
  format: PacketFormat,
  use: (track: PacketTrack) => Promise<T>,
): Promise<T> {
  const mediabunny = await import('mediabunny');
  mediabunny.Logging.level = mediabunny.LogLevel.Silent;
  const input = new mediabunny.Input({
    source: new mediabunny.CustomSource({
      getSize: () => source.size,
      read: (start, end) => source.read(start, end - start),
      prefetchProfile: 'fileSystem',
      handleUnhandledError: () => undefined, // the same error comes where the bytes are awaited
    }),
    formats: format.readers.map((name) => mediabunny[name]),
  });
  try {
    if (!(await input.canRead())) throw new Error(`it begins like ${format.name}, and goes on like none`);
    const tracks = await input.getAudioTracks();
    if (tracks.length === 0) throw new Error('there is no sound track in it');
    const track = (await input.getPrimaryAudioTrack()) ?? tracks[0];
    const codec = await track.getCodec();
    if (codec === null) throw new Error(`its sound is ${await nameOf(track)}, which is not decoded here`);
    const config = await track.getDecoderConfig();
    const sink = new mediabunny.EncodedPacketSink(track);
    const first = await sink.getFirstPacket();
    if (config === null || first === null) throw new Error('its sound track is empty');
    const description = bytesOf(config.description);
    return await use({
      id: track.id,
      tracks: tracks.length,
      codec,
      channels: config.numberOfChannels,
      sampleRate: config.sampleRate,
      ...(description && { description }),
      first: packetOf(first),
      async *packets() {
        for await (const packet of sink.packets()) yield packetOf(packet);
      },
    });
  } finally {
    input.dispose();
  }
}

/** Bytes however they are held; undefined where there are none. */
function bytesOf(held: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(held)) return new Uint8Array(held.buffer, held.byteOffset, held.byteLength);
  return held instanceof ArrayBuffer ? new Uint8Array(held) : undefined;
}

function packetOf({ data, timestamp, duration }: EncodedPacket): Packet {
  return { data, timestamp, duration };
}

/** What the container calls a codec that is not known. */
async function nameOf(track: InputAudioTrack): Promise<string> {
  const id: unknown = await track.getInternalCodecId();
  return typeof id === 'string' && id !== '' ? JSON.stringify(id) : 'of a codec of another name';
}
