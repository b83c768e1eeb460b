import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Signal } from '../lib/audio/signal';
import { encodeWav } from '../lib/audio/wav';
import { measure } from '../lib/jobs/measure';

/** Seconds by the clock that so many worker threads take to measure `original83` of recordings, starting them included. */
export async function corpusSeconds(signals: readonly Signal[], threads: number): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const segments = signals.map(({ samples, sampleRate }, i) => {
    const file = `${i}.wav`;
    writeFileSync(path.join(folder, file), encodeWav([samples], sampleRate));
    return { id: file, file, start: 0, end: Infinity };
  });
  const began = performance.now();
  await measure(segments, { dataDir: folder, set: 'original83', channel: 'left' }, { threads });
  const seconds = (performance.now() - began) / 1000;
  rmSync(folder, { recursive: true });
  return seconds;
}
