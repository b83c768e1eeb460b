/** Writes the signals of test/support/outliers.ts: <folder>/<name>.f64 and <folder>/signals.json with their sample rates. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { outlierSignals } from '../../support/outliers';

const folder = process.argv[2];
if (!folder) throw new Error('usage: node --import tsx test/reference/make/outlier-signals.ts FOLDER');
const rates: Record<string, number> = {};
for (const [name, { samples, sampleRate }] of Object.entries(outlierSignals())) {
  writeFileSync(path.join(folder, `${name}.f64`), new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  rates[name] = sampleRate;
}
writeFileSync(path.join(folder, 'signals.json'), JSON.stringify(rates));
