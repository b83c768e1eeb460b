import type { Graph, Value } from '../../onnx/graph';
import { LIMIT, offsetAndScale, type Normalizer, type QuantileNormalizer } from '../data/normalizer';

/** Adds `normalize` to a graph: from rows as measured to rows on the normalizer's scale; NaN stays NaN. */
export function addNormalizer(graph: Graph, normalizer: Normalizer, rows: Value): Value {
  const scaled =
    normalizer.kind === 'quantile'
      ? addQuantiles(graph, normalizer, rows)
      : addScale(graph, normalizer, rows);
  const missing = graph.add('IsNaN', [rows]);
  return graph.add('Where', [missing, graph.doubles(NaN), scaled]);
}

function addScale(graph: Graph, normalizer: Exclude<Normalizer, QuantileNormalizer>, rows: Value): Value {
  const { offset, scale } = offsetAndScale(normalizer);
  const row = [1, scale.length];
  const distance = graph.add('Sub', [rows, graph.doubles(offset, row)]);
  const divisor = graph.doubles(
    scale.map((s) => (s > 0 ? s : 1)),
    row,
  );
  const divided = graph.add('Div', [distance, divisor]);
  const varies = graph.flags(
    Array.from(scale, (s) => s > 0),
    row,
  );
  const value = graph.add('Where', [varies, divided, graph.doubles(0)]);
  if (normalizer.kind !== 'robust') return value;
  return graph.add('Clip', [value, graph.doubles(-LIMIT), graph.doubles(LIMIT)]);
}

/** `distributionAt`: two binary searches, written out step by step, since every column has as many landmarks. */
function addQuantiles(graph: Graph, { quantiles, features }: QuantileNormalizer, rows: Value): Value {
  const width = features.length;
  const landmarks = quantiles.length / width;
  const last = landmarks - 1;
  const byLandmark = quantiles.map((_, k) => quantiles[(k % width) * landmarks + Math.floor(k / width)]);
  const table = graph.doubles(byLandmark, [landmarks, width]);
  const row = (from: number) => graph.doubles(byLandmark.slice(from * width, (from + 1) * width), [1, width]);
  const [least, most] = [row(0), row(last)];
  const [zero, one, two, lastIndex] = [0, 1, 2, last].map((n) => graph.whole(n));
  const at = (index: Value): Value => graph.add('GatherElements', [table, index], { axis: 0 });

  /** The first landmark above each value, or not below it; of values outside the landmarks any. */
  const firstAbove = (above: 'Greater' | 'GreaterOrEqual'): Value => {
    const none = graph.add('Cast', [graph.add('Equal', [rows, graph.doubles(Infinity)])], { to: 7 });
    let low = graph.add('Mul', [none, zero]); // zeros of the rows' size
    let high = graph.add('Add', [low, lastIndex]);
    for (let left = landmarks; left > 1; left = Math.ceil(left / 2)) {
      const middle = graph.add('Div', [graph.add('Add', [low, high]), two]);
      const isAbove = graph.add(above, [at(middle), rows]);
      const next = graph.add('Min', [graph.add('Add', [middle, one]), lastIndex]);
      high = graph.add('Where', [isAbove, middle, high]);
      low = graph.add('Where', [isAbove, low, next]);
    }
    return high;
  };
  const above = firstAbove('Greater');
  const from = firstAbove('GreaterOrEqual');
  const number = (index: Value): Value => graph.add('Cast', [index], { to: 11 });
  const before = graph.add('Max', [graph.add('Sub', [above, one]), zero]);
  const steps = graph.doubles(last);
  const middle = graph.add('Div', [
    graph.add('Div', [number(graph.add('Add', [from, before])), graph.doubles(2)]),
    steps,
  ]);
  const below = at(before);
  const share = graph.add('Div', [graph.add('Sub', [rows, below]), graph.add('Sub', [at(above), below])]);
  const between = graph.add('Div', [graph.add('Add', [number(before), share]), steps]);
  const inside = graph.add('Where', [graph.add('Less', [from, above]), middle, between]);
  const capped = graph.add('Where', [graph.add('GreaterOrEqual', [rows, most]), graph.doubles(1), inside]);
  const outside = graph.add('Or', [
    graph.add('LessOrEqual', [rows, least]),
    graph.add('Equal', [least, most]),
  ]);
  return graph.add('Where', [outside, graph.doubles(0), capped]);
}
