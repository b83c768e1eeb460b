import type { Codec, Packet, Track } from './codec';
import { nativeDecoder } from './native';

/** Vorbis in mono or stereo, from Ogg or Matroska. */
export const vorbis: Codec = {
  name: 'vorbis',
  start: (track) => {
    const { description } = track;
    if (description === undefined || description[0] !== 2) throw new Error('its Vorbis headers are missing');
    const at = firstHeader(description);
    const view = new DataView(description.buffer, description.byteOffset, description.byteLength);
    if (at + 16 > description.length) throw new Error('its Vorbis headers are incomplete');
    const [channels, sampleRate] = [view.getUint8(at + 11), view.getUint32(at + 12, true)];
    if (channels > 2)
      throw new Error(`its sound is Vorbis of ${channels} channels, which is not decoded here`);
    if (channels === 0 || sampleRate < 1000 || sampleRate > 200_000)
      throw new Error(`its Vorbis header says ${channels} channels and ${sampleRate} Hz`);
    return nativeDecoder({
      name: 'Vorbis',
      sampleRate,
      channels,
      before: 1, // the first packet of a stretch gives no samples
      fileOf: (packets) => oggOf({ ...track, channels, sampleRate }, packets),
      samplesIn: () => undefined,
    });
  },
};

/** Where the identification header begins, behind the sizes of two of the three headers, each in bytes of 255 and a rest. */
function firstHeader(description: Uint8Array): number {
  let at = 1;
  for (let sizes = 0; sizes < 2; sizes++) {
    while (description[at] === 255) at++;
    at++;
  }
  return at;
}

/** The packets as an Ogg file. */
async function oggOf(
  { description, channels, sampleRate }: Track,
  packets: readonly Packet[],
): Promise<Uint8Array> {
  const { BufferTarget, EncodedAudioPacketSource, EncodedPacket, OggOutputFormat, Output } =
    await import('mediabunny');
  const target = new BufferTarget();
  const output = new Output({ format: new OggOutputFormat(), target });
  const source = new EncodedAudioPacketSource('vorbis');
  output.addAudioTrack(source);
  await output.start();
  const decoderConfig = { codec: 'vorbis', numberOfChannels: channels, sampleRate, description };
  const [{ timestamp: start }] = packets;
  for (const { data, timestamp, duration } of packets)
    await source.add(new EncodedPacket(data, 'key', Math.max(0, timestamp - start), duration), {
      decoderConfig,
    });
  await output.finalize();
  return new Uint8Array(target.buffer ?? new ArrayBuffer(0));
}
