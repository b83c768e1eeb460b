import { resample } from '../audio/resample';
import { finiteSamples } from '../audio/sample-reader';
import type { Signal } from '../audio/signal';
import { floats, longs, openModel, type OnnxSession, type OnnxTensor } from '../onnx/runtime';
import { mean, standardDeviation } from '../stats/summary';
import { EMBEDDING_RATE, type EmbeddingOutput } from './embedding';

/** Outputs that are taken unless a card names others. */
const USUAL = ['hidden_states', 'last_hidden_state', 'embeddings', 'logits'];
/** The longest sound of one call, s: attention takes memory that grows with the square of the length. */
const LONGEST = 30;
/** The shortest sound, samples: a frame of the usual networks. */
const SHORTEST = 400;

/** An open network with the name of its input of sound, and of its mask, where it has one. */
export interface Network {
  readonly file: string;
  readonly session: OnnxSession;
  readonly input: string;
  readonly mask: string | undefined;
}

/**
 * Opens a model file.
 *
 * @throws Error naming the file: the optional ONNX part is not installed, the file is damaged, or it takes something else than
 *   sound `[1, samples]` of any length
 */
export async function openNetwork(file: string): Promise<Network> {
  const session = await openModel(file);
  const described = session.inputMetadata
    .map(({ name, type, shape }) => `${name} (${type} [${shape?.join(', ')}])`)
    .join(', ');
  const [input, mask, ...more] = [...session.inputMetadata].sort(
    (a, b) => Number(a.name === 'attention_mask') - Number(b.name === 'attention_mask'),
  );
  const takesSound = input?.type === 'float32' && input.shape?.length === 2;
  if (!takesSound || more.length > 0 || (mask !== undefined && mask.name !== 'attention_mask'))
    throw new Error(
      `${file}: its inputs are ${described || 'none'}, expected one: 32-bit samples at 16 kHz, [1, samples] (beside it an ` +
        'attention_mask at most); export it with such an input',
    );
  const length = input.shape?.[1];
  if (typeof length === 'number' && length > 0)
    throw new Error(
      `${file}: its input ${input.name} takes exactly ${length} samples; export it with a free length (dynamic axis 1)`,
    );
  return { file, session, input: input.name, mask: mask?.name };
}

/**
 * Outputs to take, with their widths, found by a second of sound.
 *
 * @param wanted names of outputs; those with the usual names, or the only one, unless given
 * @throws Error naming the file and what outputs there are when one is missing, or none has a usual name
 */
export async function outputsOf(
  network: Network,
  wanted: readonly string[] | undefined,
): Promise<readonly EmbeddingOutput[]> {
  const { file, session } = network;
  const there = session.outputNames;
  const missing = wanted?.find((name) => !there.includes(name));
  if (missing !== undefined)
    throw new Error(
      `${file}: it has no output ${missing}; there are ${there.join(', ')}: name one in ${file}.json`,
    );
  const usual = USUAL.filter((name) => there.includes(name));
  const names = wanted ?? (usual.length > 0 ? usual : there.length === 1 ? there : []);
  if (names.length === 0)
    throw new Error(
      `${file}: its outputs are ${there.join(', ')}, none of ${USUAL.join(', ')}; name those to take in ${file}.json, as ` +
        `{…, "outputs": ["${there[0]}"]}`,
    );
  // A soft tone: some networks divide by the standard deviation.
  const second = Float64Array.from({ length: EMBEDDING_RATE }, (_, i) => 0.1 * Math.sin(i / 20));
  const found = await run(network, second);
  return names.map((name) => ({ name, width: averaged(network, name, found[name]).length }));
}

/**
 * A row of the outputs, frames averaged: of sound longer than 30 s, the mean over equal pieces. NaN for less than 25 ms, and
 * where all samples are the same.
 *
 * @throws Error naming the file and the output when it holds another count of numbers than before, or one that is not finite
 */
export async function embed(
  network: Network,
  outputs: readonly EmbeddingOutput[],
  normalize: boolean,
  signal: Signal,
): Promise<Float64Array> {
  const row = new Float64Array(outputs.reduce((sum, { width }) => sum + width, 0));
  const finite = { ...signal, samples: finiteSamples(signal.samples) };
  const { samples } = resample(finite, EMBEDDING_RATE);
  if (samples.length < SHORTEST || samples.every((x) => x === samples[0])) return row.fill(NaN);
  const sound = normalize ? normalized(samples) : samples;
  const pieces = Math.ceil(sound.length / (LONGEST * EMBEDDING_RATE));
  for (let piece = 0; piece < pieces; piece++) {
    const bound = (at: number) => Math.round((at * sound.length) / pieces);
    const found = await run(network, sound.subarray(bound(piece), bound(piece + 1)));
    let place = 0;
    for (const { name, width } of outputs) {
      const values = averaged(network, name, found[name]);
      if (values.length !== width)
        throw new Error(
          `${network.file}: output ${name} holds ${values.length} numbers, and ${width} of other recordings; name another output`,
        );
      for (const value of values) row[place++] += value / pieces;
    }
  }
  return row;
}

function normalized(samples: Float64Array): Float64Array {
  const [middle, spread] = [mean(samples), standardDeviation(samples, 'n')];
  return samples.map((x) => (x - middle) / spread);
}

async function run(
  { file, session, input, mask }: Network,
  samples: Float64Array,
): Promise<Readonly<Record<string, OnnxTensor>>> {
  const size = [1, samples.length];
  const sound = { [input]: floats(Float32Array.from(samples), size) };
  const whole = mask === undefined ? {} : { [mask]: longs(new BigInt64Array(samples.length).fill(1n), size) };
  try {
    return await session.run({ ...sound, ...whole });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Error(
      `${file}: it cannot be run on ${samples.length} samples at 16 kHz (${reason}); check how it was exported`,
      { cause: error },
    );
  }
}

/** The numbers of an output `[1, D]`, or the mean over its frames `[1, T, D]`. */
function averaged({ file }: Network, name: string, { data, dims }: OnnxTensor): Float64Array {
  if (dims[0] !== 1 || dims.length < 2 || dims.length > 3 || data.length === 0)
    throw new Error(
      `${file}: output ${name} is [${dims.join(', ')}], expected [1, numbers] or [1, frames, numbers]; name another one in ${file}.json`,
    );
  const width = dims[dims.length - 1];
  const frames = data.length / width;
  const values = new Float64Array(width);
  for (let i = 0; i < data.length; i++) values[i % width] += Number(data[i]) / frames;
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    throw new Error(
      `${file}: output ${name} holds ${values[wrong]} at place ${wrong}, which is no number to learn from; check how it was exported ` +
        '(32-bit weights, "normalize")',
    );
  return values;
}
