// Writes ../onnx/*.onnx, the models of test/support/onnx-models.ts as exported, and ../onnx/rows.json, what they are to predict:
//   npx tsx test/reference/make/onnx-export.ts, then onnx-export.py
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exportOnnx } from '../../../lib/models/onnx/export-model';
import { exportedModels, newRows } from '../../support/onnx-models';

const folder = path.join(__dirname, '..', 'onnx');
mkdirSync(folder, { recursive: true });
for (const [name, stored] of exportedModels) writeFileSync(path.join(folder, `${name}.onnx`), exportOnnx(stored));
const { features, values } = newRows;
const missing = Array.from(values, (value) => (Number.isNaN(value) ? null : value));
writeFileSync(path.join(folder, 'rows.json'), `${JSON.stringify({ features, values: missing })}\n`);
