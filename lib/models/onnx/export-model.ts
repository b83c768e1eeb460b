import { onnxBytes, sealed } from '../../onnx/file-format';
import { Graph } from '../../onnx/graph';
import { modelType, type Kind, type ModelOf } from '../kinds';
import { isClassifier } from '../predict';
import { packModel } from '../storage/store';
import type { StoredModel } from '../storage/stored-model';
import { addNormalizer } from './normalizer-graph';

/** Raised when files of the previous version can no longer be read back. */
export const ONNX_FORMAT = 'sentiment-audio-analysis/onnx/1';
/** Name of the graph's input. */
export const INPUT = 'features';

/**
 * A stored model as the bytes of one ONNX file (opset 17, standard operators): scaling and model in one graph.
 *
 * The input `features` takes rows as measured, double, rows × columns; the output has the target's name and gives a double per
 * row: the prediction, or the probability of the second class; NaN where a column is NaN. The metadata have the columns
 * with their units, the feature set, classes, provenance and scores, so that other programs know what to measure, and the
 * stored model itself, which `readExported` takes back to the last bit.
 *
 * Compared with Python's onnxruntime in test/reference/onnx-export.json.
 */
export function exportOnnx(stored: StoredModel): Uint8Array {
  const { model, normalizer, target, units, provenance, scores } = stored;
  const { header, bytes } = packModel(stored);
  const graph = new Graph();
  const width = model.features.length;
  const prediction = addModel(graph, model, addNormalizer(graph, normalizer, INPUT));
  const missing = graph.add('Cast', [graph.add('IsNaN', [INPUT])], { to: 11 });
  const most = graph.add('ReduceMax', [missing], { axes: [1], keepdims: 0 });
  const incomplete = graph.add('Greater', [most, graph.doubles(0)]);
  graph.add('Where', [incomplete, graph.doubles(NaN), prediction], {}, target);
  const { features } = provenance;
  const file = onnxBytes({
    name: target,
    about: isClassifier(model)
      ? `Probability that an utterance is ${model.classes[1]} and not ${model.classes[0]}, from acoustic features.`
      : `Predicts ${target} of an utterance from acoustic features.`,
    inputs: [{ name: INPUT, type: 'double', dims: ['rows', width] }],
    outputs: [{ name: target, type: 'double', dims: ['rows'] }],
    constants: graph.constants,
    nodes: graph.nodes,
    metadata: {
      format: ONNX_FORMAT,
      target,
      kind: model.kind,
      columns: JSON.stringify(model.features),
      units: JSON.stringify(units),
      'feature set': features?.name ?? '',
      'feature set version': String(features?.version ?? ''),
      ...(isClassifier(model) ? { classes: JSON.stringify(model.classes) } : {}),
      provenance: JSON.stringify(provenance),
      scores: JSON.stringify(scores),
      'model.json': JSON.stringify(header),
      numbers: Buffer.from(bytes).toString('base64'),
    },
  });
  return sealed(file);
}

function addModel<K extends Kind>(graph: Graph, model: ModelOf<K>, rows: string): string {
  return modelType(model).addTo(graph, model, rows);
}
