import { readRecording } from '../audio/recording';
import { resample } from '../audio/resample';
import { finiteSamples } from '../audio/sample-reader';
import { selectChannel, type Channel } from '../audio/signal';
import { onnxSampleRate } from '../onnx/speech-probabilities';

/** Sound read beyond either end of a stretch, so that its edges are resampled like its middle, s. */
const beyond = 0.1;
/** Sound in memory at a time, s. */
const pieceSeconds = 60;

/** Samples at 16 kHz of one channel from `start` to `end`, s. */
export async function samplesAtOnnxRate(
  file: string,
  channel: Channel,
  start: number,
  end: number,
): Promise<Float64Array> {
  const from = Math.max(0, start - beyond);
  const { samples, sampleRate } = selectChannel(
    await readRecording(file, { start: from, end: end + beyond }),
    channel,
  );
  const resampled = resample({ samples: finiteSamples(samples), sampleRate }, onnxSampleRate).samples;
  const first = Math.round((start - from) * onnxSampleRate);
  return resampled.subarray(first, first + Math.round((end - start) * onnxSampleRate));
}

/** One channel of a recording at 16 kHz, a minute at a time. */
export async function* piecesAtOnnxRate(
  file: string,
  channel: Channel,
  duration: number,
): AsyncGenerator<Float64Array> {
  for (let start = 0; start < duration; start += pieceSeconds)
    yield await samplesAtOnnxRate(file, channel, start, Math.min(duration, start + pieceSeconds));
}
