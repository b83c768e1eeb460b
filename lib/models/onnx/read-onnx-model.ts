import { readFileSync } from 'node:fs';
import { onnxMetadata } from '../../onnx/file-format';
import { doubles, openModel } from '../../onnx/runtime';
import { fileError } from '../../text/file-error';
import { checkFeatures, rowCount, type Rows } from '../data/rows';
import { INPUT, ONNX_FORMAT } from './export-model';

/** A model of an ONNX file that `saa export` wrote. */
export interface OnnxModel {
  /** What is predicted: 'valence', 'arousal', 'excited'. */
  readonly target: string;
  /** Columns it reads, in order, as measured, and their units. */
  readonly features: readonly string[];
  readonly units: readonly string[];
  /** The feature set whose columns these are. */
  readonly set: { readonly name: string; readonly version: number };
  /** Of a classifier: [of target 0, of target 1]. */
  readonly classes: readonly [string, string] | undefined;
  /**
   * The predicted value of each row, or the probability of the second class; NaN where a column is NaN.
   *
   * @param rows as measured: the file scales them itself
   * @throws Error when the columns are not the model's, or it predicts no number from a row of numbers
   */
  readonly predict: (rows: Rows) => Promise<Float64Array>;
}

/** Rows per call: the graph's searches hold several numbers per column. */
const rowsPerCall = 4096;

/**
 * Reads an ONNX file that `saa export` wrote.
 *
 * @throws Error naming the file: the optional ONNX part is not installed, the file is missing, damaged, written by another
 *   program, or says other columns than it reads
 */
export async function readOnnxModel(path: string): Promise<OnnxModel> {
  const wrong = (what: string): Error => new Error(`${path}: ${what}; write it again by npx saa export`);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw fileError(error, path);
  }
  let metadata: ReadonlyMap<string, string>;
  try {
    metadata = onnxMetadata(bytes);
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
  const format = metadata.get('format');
  if (format !== ONNX_FORMAT)
    throw wrong(
      `its format is ${format ?? 'not stated'}, expected ${ONNX_FORMAT}: another program or version wrote it`,
    );
  const texts = (key: string): readonly string[] => {
    const value = parsed(metadata.get(key));
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
    throw wrong(`its metadata have no list "${key}"`);
  };
  const features = texts('columns');
  const target = metadata.get('target') ?? '';
  const classes = metadata.has('classes') ? texts('classes') : undefined;
  if (classes !== undefined && classes.length !== 2) throw wrong(`${classes.length} classes, expected two`);
  const session = await openModel(bytes, path);
  const input = session.inputMetadata.find(({ name }) => name === INPUT);
  if (input === undefined || session.inputNames.length !== 1)
    throw wrong(`its inputs are ${session.inputNames.join(', ')}, expected ${INPUT}`);
  if (!session.outputNames.includes(target))
    throw wrong(`its outputs are ${session.outputNames.join(', ')}, expected ${target}`);
  if (input.shape?.length !== 2 || input.shape[1] !== features.length)
    throw wrong(`it reads ${input.shape?.join(' × ') ?? 'no'} numbers, and names ${features.length} columns`);
  return {
    target,
    features,
    units: texts('units'),
    set: { name: metadata.get('feature set') ?? '', version: Number(metadata.get('feature set version')) },
    classes: classes && [classes[0], classes[1]],
    async predict(rows) {
      checkFeatures(features, rows.features, path);
      const count = rowCount(rows);
      const width = features.length;
      const result = new Float64Array(count);
      for (let first = 0; first < count; first += rowsPerCall) {
        const here = Math.min(rowsPerCall, count - first);
        const values = rows.values.slice(first * width, (first + here) * width);
        const outputs = await session.run({ [INPUT]: doubles(values, [here, width]) });
        const predictions = outputs[target].data;
        if (predictions.length !== here)
          throw wrong(`it predicts ${predictions.length} numbers from ${here} rows`);
        for (let i = 0; i < here; i++) {
          const value = Number(predictions[i]);
          const complete = values.subarray(i * width, (i + 1) * width).every(Number.isFinite);
          if (complete && !Number.isFinite(value))
            throw wrong(`it predicts ${value} from the numbers of row ${first + i + 1}`);
          result[first + i] = value;
        }
      }
      return result;
    },
  };
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
