import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { joinRecordings } from '../../audio/join';
import { withoutFolder } from '../../jobs/measure-one';
import { storeMeasurements, type OnDone, type StoredMeasurements } from '../../jobs/measured-table';
import type { Outcome } from '../../jobs/part';
import { runHere } from '../../jobs/run-here';
import { startMeasurer, type Measurer } from '../../jobs/thread';
import { combinedHash, fingerprint, type Fingerprint } from '../../tables/fingerprint';
import type { Places } from '../places';
import type { Measuring } from './store-recordings';

/**
 * Measures interviews of several recordings each as one sound, in threads of this machine, unless what is stored still fits.
 *
 * @param several files of each interview in order of time
 */
export async function storeJoined(
  places: Pick<Places, 'data'>,
  several: ReadonlyMap<string, readonly string[]>,
  { artifact, kind }: { readonly artifact: string; readonly kind: string },
  measuring: Measuring,
  onDone?: OnDone,
): Promise<StoredMeasurements> {
  const recordings = new Map<string, Fingerprint>();
  for (const [interview, files] of several) {
    const parts = new Map<string, Fingerprint>(); // in order of time, which counts, too
    for (const file of files) parts.set(file, await fingerprint(path.join(places.data, file)));
    const bytes = [...parts.values()].reduce((sum, part) => sum + part.bytes, 0);
    recordings.set(interview, { bytes, sum: combinedHash(parts) });
  }
  const start = () => joinedMeasurer(places.data, path.dirname(artifact), several, measuring);
  return storeMeasurements(
    {
      file: artifact,
      segments: [...several.keys()].map((id) => ({ id, file: id, start: 0, end: Infinity })),
      measuring: { dataDir: places.data, ...measuring },
      source: { kind, recordings },
      run: runHere(places.data, { start }),
    },
    onDone,
  );
}

/** Measures the joined sound of each interview, which lies on disk meanwhile. */
function joinedMeasurer(
  dataDir: string,
  artifacts: string,
  several: ReadonlyMap<string, readonly string[]>,
  { channel }: Measuring,
): Measurer {
  const partial = path.join(artifacts, '.partial');
  mkdirSync(partial, { recursive: true });
  const folder = mkdtempSync(path.join(partial, 'joined-'));
  const file = 'joined.wav';
  const joined = path.join(folder, file);
  const thread = startMeasurer(folder);
  return {
    async run(job) {
      const part: Outcome[] = [];
      for (const recording of job.recordings) {
        const files = several.get(recording.file) ?? [];
        try {
          await joinRecordings(
            files.map((one) => path.join(dataDir, one)),
            channel,
            joined,
          );
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          part.push({ kind: 'unreadable', reason: withoutFolder(reason, dataDir) });
          continue;
        }
        // It has the channel alone, and is no recording of the corpus whose content is known.
        const own = { ...recording, file, bytes: statSync(joined).size, sum: null };
        part.push(...(await thread.run({ ...job, channel: 'left', recordings: [own] })));
      }
      return part;
    },
    async stop() {
      await thread.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
