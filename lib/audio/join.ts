import { closeSync, openSync, writeSync } from 'node:fs';
import { recordingInfo, useRecording } from './recording';
import { forEachResampled } from './resample';
import type { Channel } from './signal';
import { headerAlone } from './wav-header';

/** Largest size of a WAV file, byte. */
const largest = 0xffff_ffff;

/**
 * Writes one channel of several recordings one after the other into a WAV file of 32-bit floats, at the rate of the first. Samples of
 * 16 or 24 bits at that rate stay exactly what they are.
 *
 * @param files in order of time
 * @param to    the file that is written
 * @throws Error naming the recording that cannot be read, has no such channel, or is too long for a WAV file with those before
 *   it (6 h at 48 kHz)
 */
export async function joinRecordings(files: readonly string[], channel: Channel, to: string): Promise<void> {
  const { sampleRate } = await recordingInfo(files[0]);
  const coding = { format: 'float', bytesPerSample: 4, channels: 1, sampleRate } as const;
  const out = openSync(to, 'w');
  try {
    let size = 0;
    writeSync(out, new DataView(headerAlone(coding, 0)));
    for (const file of files) {
      const write = (samples: Float64Array): void => {
        const bytes = littleEndian(samples);
        size += bytes.length;
        if (size > largest - 100)
          throw new RangeError('with it there is too much sound for a WAV file; join fewer');
        writeSync(out, bytes);
      };
      try {
        await useRecording(file, channel, (reader) => {
          forEachResampled(reader, sampleRate, write);
        });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw reason.includes(file) ? error : new Error(`${file}: ${reason}`, { cause: error });
      }
    }
    writeSync(out, new DataView(headerAlone(coding, size)), 0, undefined, 0);
  } finally {
    closeSync(out);
  }
}

function littleEndian(samples: Float64Array): Buffer {
  const bytes = Buffer.alloc(4 * samples.length);
  for (let i = 0; i < samples.length; i++) bytes.writeFloatLE(samples[i], 4 * i);
  return bytes;
}
