import type { Channel } from '../../audio/signal';
import type { Segment } from '../../corpora/segment';
import type { WindowMode } from '../../features/feature-set';
import { storeMeasurements, type OnDone, type StoredMeasurements } from '../../jobs/measured-table';
import { fingerprints } from '../../tables/fingerprint';
import type { Places } from '../places';
import { runAt } from '../run-at';
import type { InterviewRecordings } from './recordings';

/** How a recording is measured. */
export interface Measuring {
  /** Feature set by name. */
  readonly set: string;
  readonly channel: Channel;
  /** How windows that overlap are measured, exact unless given. */
  readonly mode?: WindowMode;
}

/** One way of cutting recordings of interviews. */
export interface Cutting {
  /** Where the table is kept, and what its provenance calls it. */
  readonly artifact: string;
  readonly kind: string;
  /** Whatever decides the rows beside data, feature set and channel. */
  readonly settings: Readonly<Record<string, number>>;
  readonly segmentsOf: (recording: { id: string; file: string; duration: number }) => Segment[];
}

/** Measures recordings, unless what is stored still fits; those that cannot be read are named in `skipped`. */
export async function storeRecordings(
  places: Places,
  { recordings, unreadable }: InterviewRecordings,
  { artifact, kind, settings, segmentsOf }: Cutting,
  measuring: Measuring,
  onDone?: OnDone,
): Promise<StoredMeasurements> {
  const segments = {
    *[Symbol.iterator]() {
      for (const [file, recording] of recordings) yield* segmentsOf({ ...recording, file });
    },
  };
  const files = [...recordings.keys(), ...unreadable.map(({ file }) => file)];
  const stored = await storeMeasurements(
    {
      file: artifact,
      segments,
      measuring: { dataDir: places.data, ...measuring },
      source: { kind, recordings: await fingerprints(places.data, files), settings },
      run: runAt(places),
    },
    onDone,
  );
  return { ...stored, skipped: [...unreadable, ...stored.skipped] };
}
