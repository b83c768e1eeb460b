// npm run bench:level: 10,000 short utterances on one machine; whether memory and time per utterance stay level.
// --utterances N for another number.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeWav } from '../lib/audio/wav';
import { measuredTable } from '../lib/jobs/measured-table';
import { runHere } from '../lib/jobs/run-here';
import { fingerprints } from '../lib/tables/fingerprint';
import { median } from '../lib/stats/summary';
import { numberOption } from './options';
import { speech } from './speech';

async function main(): Promise<void> {
  const count = numberOption('utterances', 10_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-level-'));
  try {
    // The same half second of speech under many names, so that the work of each is the same.
    const bytes = encodeWav([speech(0.5).samples], speech(0.5).sampleRate);
    const files = Array.from({ length: count }, (_, i) => `${Math.floor(i / 50)}/${i}.wav`);
    for (const file of files) {
      mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(folder, file), bytes);
    }
    const segments = files.map((file) => ({ id: file, file, start: 0, end: Infinity }));
    const measuring = { dataDir: folder, set: 'original83', channel: 'left' as const };
    const step = count / 20;
    let next = step;
    const costs: number[] = []; // ms of CPU per utterance, stretch after stretch
    let last = process.cpuUsage();
    const source = { kind: 'bench', recordings: await fingerprints(folder, files) };
    const report = (done: number): void => {
      if (done < next) return;
      const { user, system } = process.cpuUsage(last);
      last = process.cpuUsage();
      const perUtterance = (user + system) / 1000 / (step + done - next);
      next = done + step;
      costs.push(perUtterance);
      console.log(
        `${done}: ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB, ${perUtterance.toFixed(2)} ms of CPU per utterance`,
      );
    };
    const file = path.join(folder, 'table.obj');
    await measuredTable({ file, segments, measuring, source, run: runHere(folder) }, report);
    const rest = costs.slice(1); // the first stretch holds the start
    const [early, late] = [rest.slice(0, 5), rest.slice(-5)].map(median);
    console.log(
      `median of the last quarter ${late.toFixed(2)} ms, ${(late / early).toFixed(2)} times that of the first`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
