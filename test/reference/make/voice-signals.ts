/** Writes the signals of test/support/voice-signals.ts: <folder>/<name>.f64 and <folder>/signals.json with their sample rates. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { voiceSignals } from '../../support/voice-signals';

const folder = process.argv[2];
if (!folder) throw new Error('usage: node --import tsx test/reference/make/voice-signals.ts FOLDER');
const rates: Record<string, number> = {};
for (const [name, { samples, sampleRate }] of Object.entries(voiceSignals())) {
  writeFileSync(path.join(folder, `${name}.f64`), new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  rates[name] = sampleRate;
}
writeFileSync(path.join(folder, 'signals.json'), JSON.stringify(rates));
