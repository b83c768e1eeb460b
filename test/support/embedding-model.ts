import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { onnxBytes } from '../../lib/onnx/file-format';
import { Graph } from '../../lib/onnx/graph';

/** Frequencies that the small network listens to, Hz. */
export const tones = [150, 300, 600, 1200, 2400];
/** Samples of a frame, and from one frame to the next, as in wav2vec 2.0. */
export const [FRAME, HOP] = [400, 320];
export const weights = Float64Array.from(
  { length: tones.length * FRAME },
  (_, k) => Math.sin((2 * Math.PI * tones[Math.floor(k / FRAME)] * (k % FRAME)) / 16_000) / FRAME,
);
/** Weights of its logits. */
export const head = Float64Array.from({ length: tones.length * 2 }, (_, k) => (k % 3) - 0.5);

/** What to make otherwise. */
interface Changes {
  readonly input?: string;
  readonly dims?: readonly (number | string)[];
  readonly output?: string;
  readonly scale?: number;
  readonly card?: Readonly<Record<string, unknown>> | null;
}

/**
 * Writes a small network as an ONNX file: frames of 25 ms every 20 ms, of each the rectified product with five tones
 * (`hidden_states` [1, T, 5]), and of their mean two sums (`logits` [1, 2]).
 */
export function writeEmbeddingModel(folder: string, name = 'tones.onnx', changes: Changes = {}): string {
  const { input = 'input_values', dims = [1, 'samples'], output = 'hidden_states', scale = 1 } = changes;
  const graph = new Graph();
  const floats = (values: Float64Array, size: readonly number[]) =>
    graph.add('Cast', [graph.doubles(values, size)], { to: 1 });
  const sound = graph.add('Unsqueeze', [input, graph.whole([1], [1])]);
  const products = graph.add('Conv', [sound, floats(weights, [tones.length, 1, FRAME])], {
    strides: [HOP],
    kernel_shape: [FRAME],
  });
  const rectified = graph.add('Relu', [graph.add('Mul', [products, floats(Float64Array.of(scale), [1])])]);
  graph.add('Transpose', [rectified], { perm: [0, 2, 1] }, output);
  const pooled = graph.add('ReduceMean', [output], { axes: [1], keepdims: 0 });
  graph.add('MatMul', [pooled, floats(head, [tones.length, 2])], {}, 'logits');
  const file = path.join(folder, name);
  writeFileSync(
    file,
    onnxBytes({
      name: 'tones',
      about: 'Listens to five tones.',
      inputs: [{ name: input, type: 'float32', dims }],
      outputs: [
        { name: output, type: 'float32', dims: [1, 'frames', tones.length] },
        { name: 'logits', type: 'float32', dims: [1, 2] },
      ],
      constants: graph.constants,
      nodes: graph.nodes,
      metadata: {},
    }),
  );
  const { card = { licence: 'CC0', source: 'made by a test' } } = changes;
  if (card !== null) writeFileSync(`${file}.json`, JSON.stringify(card));
  return file;
}
