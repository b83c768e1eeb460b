import type { SampleFormat } from '../layout';
import { fillSamples } from '../pcm';
import type { Codec } from './codec';

/** Uncompressed samples in a container of packets, such as a QuickTime film, by their names in mediabunny. */
const codings: Readonly<Record<string, { format: SampleFormat; bytesPerSample: number; byteOrder?: 'big' }>> =
  {
    'pcm-u8': { format: 'integer', bytesPerSample: 1 },
    'pcm-s8': { format: 'integer', bytesPerSample: 1, byteOrder: 'big' },
    'pcm-s16': { format: 'integer', bytesPerSample: 2 },
    'pcm-s16be': { format: 'integer', bytesPerSample: 2, byteOrder: 'big' },
    'pcm-s24': { format: 'integer', bytesPerSample: 3 },
    'pcm-s24be': { format: 'integer', bytesPerSample: 3, byteOrder: 'big' },
    'pcm-s32': { format: 'integer', bytesPerSample: 4 },
    'pcm-s32be': { format: 'integer', bytesPerSample: 4, byteOrder: 'big' },
    'pcm-f32': { format: 'float', bytesPerSample: 4 },
    'pcm-f32be': { format: 'float', bytesPerSample: 4, byteOrder: 'big' },
    'pcm-f64': { format: 'float', bytesPerSample: 8 },
    'pcm-f64be': { format: 'float', bytesPerSample: 8, byteOrder: 'big' },
    alaw: { format: 'a-law', bytesPerSample: 1 },
    ulaw: { format: 'mu-law', bytesPerSample: 1 },
  };

export const pcm: readonly Codec[] = Object.entries(codings).map(([name, coding]) => ({
  name,
  start: ({ channels, sampleRate }) => {
    if (channels < 1 || sampleRate < 1000)
      throw new Error(`it says ${channels} channels and ${sampleRate} Hz`);
    const frameBytes = channels * coding.bytesPerSample;
    const samplesIn = ({ data }: { readonly data: Uint8Array }): number =>
      Math.floor(data.length / frameBytes);
    return {
      sampleRate,
      channels,
      skip: 0,
      notes: [],
      samplesIn,
      decode: (packets) => {
        const whole = packets.reduce((sum, packet) => sum + samplesIn(packet), 0);
        const samples = Array.from({ length: channels }, () => new Float32Array(whole));
        let at = 0;
        for (const packet of packets) {
          const count = samplesIn(packet);
          if (count > 0)
            fillSamples(samples, at, packet.data.subarray(0, count * frameBytes), {
              ...coding,
              channels,
              sampleRate,
            });
          at += count;
        }
        return { channels: samples, damaged: 0 };
      },
      end: () => undefined,
    };
  },
}));
