import path from 'node:path';
import { exportOnnx } from '../models/onnx/export-model';
import { readStoredModel, storedModelNames } from '../models/storage/store';
import { artifactsFolder } from '../text/project-folder';
import { outFile, parseArguments, UsageError } from './arguments';
import type { CommandResult } from './command-result';

export const exportHelp = () => `npx saa export NAME --out F.onnx [options]

Writes a trained model as one ONNX file (opset 17) for Python's onnxruntime and others: scaling and model in one graph. Its input
\`features\` takes rows as measured (double, rows × columns), its output has the target's name: a number per row, NaN where a
column is NaN. The file's metadata name the columns with units, the feature set, classes, data and scores.

  --models DIR      folder of the models (processed-data/models, which notebook 2 writes)
  --out F           the file to write, whole or not at all

  npx saa export arousal-best --out arousal.onnx
`;

/** Exports one model. */
export async function exportCommand(args: readonly string[]): Promise<CommandResult> {
  const given = parseArguments(args, { values: ['--models', '--out'], flags: [] });
  const folder = given.values.get('--models') ?? path.join(artifactsFolder(), 'models');
  const out = outFile(given);
  if (out === undefined)
    throw new UsageError('--out is missing; name the file to write, such as --out arousal.onnx');
  const names = storedModelNames(folder);
  const there = names.length > 0 ? names.join(', ') : 'none; notebook 2 trains and stores them';
  if (given.files.length !== 1)
    throw new UsageError(`${given.files.length} models named; name one: in ${folder} there are ${there}`);
  const [name] = given.files;
  if (!names.includes(name)) throw new Error(`${folder}: there is no model ${name}; there are ${there}`);
  const stored = readStoredModel(path.join(folder, name));
  return Promise.resolve({ content: exportOnnx(stored), out, messages: [], status: 0 });
}
