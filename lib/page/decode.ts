import { headerAlone } from '../audio/wav-header';

/** Samples of each channel that are put in order at a time, so that the page goes on in between. */
const SLICE = 2 ** 17;
/** Bytes that a WAV file can hold. */
const MOST = 2 ** 32 - 64;

/**
 * Compressed sound, decoded by the browser at its own rate, as a WAV file of 32-bit floats.
 *
 * @param sampleRate Hz
 * @throws Error naming the file where the browser cannot decode it
 */
export async function decodedWav(file: Blob, name: string, sampleRate: number): Promise<Blob> {
  const context = new OfflineAudioContext(1, 1, sampleRate);
  const sound = await context.decodeAudioData(await file.arrayBuffer()).catch((cause: unknown) => {
    throw new Error(`${name}: this browser cannot decode it; convert it: ffmpeg -i ${name} converted.wav`, {
      cause,
    });
  });
  const channels = Array.from({ length: sound.numberOfChannels }, (_, c) => sound.getChannelData(c));
  const bytes = 4 * channels.length * sound.length;
  if (bytes > MOST)
    throw new Error(`${name}: ${Math.round(sound.duration / 60)} minutes are too long; cut it into parts`);
  const coding = { format: 'float', bytesPerSample: 4, channels: channels.length, sampleRate } as const;
  const parts: BlobPart[] = [headerAlone(coding, bytes)];
  for (let at = 0; at < sound.length; at += SLICE) {
    parts.push(new Blob([interleaved(channels, at, Math.min(sound.length, at + SLICE))]));
    await new Promise((resolve) => setTimeout(resolve));
  }
  return new Blob(parts, { type: 'audio/wav' });
}

function interleaved(channels: readonly Float32Array[], from: number, to: number): Float32Array<ArrayBuffer> {
  const step = channels.length;
  const all = new Float32Array((to - from) * step);
  channels.forEach((samples, c) => {
    for (let i = from, at = c; i < to; i++, at += step) all[at] = samples[i];
  });
  return all;
}
