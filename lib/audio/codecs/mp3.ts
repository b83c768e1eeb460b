import type { Codec } from './codec';
import { mpegHeader } from './mpeg-header';
import { nativeDecoder } from './native';

/** MP3 of any bit rate, constant or variable. */
export const mp3: Codec = {
  name: 'mp3',
  start: ({ first }) => {
    const header = mpegHeader(first.data, 0);
    if (header === undefined) throw new Error('its first frame has no header of MPEG layer III');
    const { sampleRate, channels } = header;
    return nativeDecoder({
      name: 'MP3',
      sampleRate,
      channels,
      before: 12, // frames of the lowest rates reach back over so many for their bits
      fileOf: (packets) => Buffer.concat(packets.map(({ data }) => data)),
      samplesIn: () => header.samples,
    });
  },
};
