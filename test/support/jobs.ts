import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { encodeWav } from '../../lib/audio/wav';
import type { Segment } from '../../lib/corpora/segment';
import { measuredTable, type MeasuredTable, type OnDone } from '../../lib/jobs/measured-table';
import { runHere, type RunJobs } from '../../lib/jobs/run-here';
import { recordingMeasurer } from '../../lib/jobs/measure-one';
import { DataDiffers, startMeasurer, type Measurer } from '../../lib/jobs/thread';
import type { Outcome } from '../../lib/jobs/part';
import { fingerprints } from '../../lib/tables/fingerprint';
import { temporaryFolder } from './folder';

/** A corpus of tones: its folder, its segments in order. */
export interface TonesCorpus {
  readonly dataDir: string;
  readonly segments: readonly Segment[];
}

/**
 * A dialog per name, each a folder and so a job of its own, of two tones of a third of a second: `NAME/one.wav` and
 * `NAME/two.wav`.
 */
export function tones(dialogs: readonly string[]): TonesCorpus {
  const dataDir = temporaryFolder({});
  const segments = dialogs.flatMap((dialog, i) => {
    mkdirSync(path.join(dataDir, dialog));
    return ['one', 'two'].map((name, j) => {
      const file = `${dialog}/${name}.wav`;
      const hz = 110 + 10 * i + 7 * j;
      const tone = Float64Array.from(
        { length: 2667 },
        (_, k) => 0.5 * Math.sin((2 * Math.PI * hz * k) / 8000),
      );
      writeFileSync(path.join(dataDir, file), encodeWav([tone], 8000));
      return { id: file, file, start: 0, end: Infinity };
    });
  });
  return { dataDir, segments };
}

/** `measuredTable` of a corpus as `table.obj` in `artifacts`. */
export async function measureInto(
  artifacts: string,
  { dataDir, segments }: TonesCorpus,
  run: RunJobs,
  onDone?: OnDone,
): Promise<MeasuredTable> {
  const recordings = await fingerprints(
    dataDir,
    segments.map(({ file }) => file),
  );
  const measuring = { dataDir, set: 'prosody', channel: 'left' as const };
  const file = path.join(artifacts, 'table.obj');
  return measuredTable({ file, segments, measuring, source: { kind: 'test', recordings }, run }, onDone);
}

/** The table of a corpus, as one undisturbed machine makes it. */
export async function undisturbed(corpus: TonesCorpus): Promise<Buffer> {
  const artifacts = temporaryFolder({});
  const start = () => measurerWithoutThread(corpus.dataDir);
  await measureInto(artifacts, corpus, runHere(corpus.dataDir, { threads: 1, start }));
  return tableIn(artifacts);
}

export function tableIn(artifacts: string): Buffer {
  return readFileSync(path.join(artifacts, 'table.obj'));
}

/** A thread that meets with accidents, see odd-measure-worker.mjs; a recording may take `limit` s. */
export function startOddMeasurer(dataDir: string, limit = 30) {
  const program = path.join(__dirname, 'odd-measure-worker.mjs');
  return startMeasurer(dataDir, { program, limit: () => limit });
}

/** Measures in this very thread, which takes no time to start; a recording named slow takes a while. */
export function measurerWithoutThread(dataDir: string, log = false): Measurer {
  const measure = recordingMeasurer(dataDir);
  return {
    async run({ recordings, set, channel, mode }) {
      const part: Outcome[] = [];
      for (const recording of recordings) {
        if (log) appendFileSync(path.join(dataDir, 'begun.log'), `${recording.file}\n`);
        if (log && recording.file.includes('slow')) await new Promise((resolve) => setTimeout(resolve, 400));
        const answer = await measure({ recording, set, channel, mode });
        if (answer.kind === 'differs') throw new DataDiffers(answer.reason);
        part.push(answer);
      }
      return part;
    },
    stop: () => Promise.resolve(),
  };
}

/** Recordings that odd threads have begun to measure, in that order. */
export function begun(dataDir: string): string[] {
  const log = path.join(dataDir, 'begun.log');
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
}
