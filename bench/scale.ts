// npm run bench:scale: measures what a piece of the work costs and writes docs/scale.md, what corpora of any size cost.
import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeWav } from '../lib/audio/wav';
import { slidingSegments } from '../lib/corpora/segment';
import { original83 } from '../lib/features/sets/original83';
import type { Job } from '../lib/jobs/job';
import { mergedTables } from '../lib/jobs/merge';
import { decodePart, encodePart, type Part } from '../lib/jobs/part';
import { planJobs, planName } from '../lib/jobs/plan';
import { packPart } from '../lib/queue/result';
import { columnsOfFeatures } from '../lib/tables/feature-columns';
import { fingerprint } from '../lib/tables/fingerprint';
import { writeTableBatches } from '../lib/tables/table-batches';
import { measureRecording } from '../lib/tables/measure-recording';
import { speech } from './speech';

/** What one piece costs. */
interface UnitCosts {
  /** CPU s per hour of speech, in windows of 4 s every 2 s */
  readonly measuring: number;
  /** CPU s per GB of recordings */
  readonly hashing: number;
  /** bytes */
  readonly rowOnDisk: number;
  readonly rowInArtifact: number;
  readonly jobInRedis: number;
  /** CPU s per million rows: from parts to record batches on disk */
  readonly merging: number;
  /** bytes of memory of the whole process while merging, however many rows */
  readonly mergingMemory: number;
}

function cpuSeconds(since?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

async function measureCosts(folder: string): Promise<UnitCosts> {
  const seconds = 122;
  const file = 'speech.wav';
  writeFileSync(path.join(folder, file), encodeWav([speech(seconds).samples], 16000));
  const measuring = { dataDir: folder, set: 'original83', channel: 'left' as const };
  const segments = slidingSegments({ id: 'speech', file, duration: seconds }, { length: 4, hop: 2 });
  const known = new Map([[file, await fingerprint(path.join(folder, file))]]);
  const [job] = planJobs(
    { segments, measuring, recordings: known, parts: '.partial/windows.obj' },
    planName('scale'),
  );
  await measureRecording({ file, spans: segments.slice(0, 5) }, measuring); // warm
  let from = process.cpuUsage();
  const part: Part = [{ kind: 'rows', ...(await measureRecording({ file, spans: segments }, measuring)) }];
  const perHour = (cpuSeconds(from) * 3600) / seconds;

  const gigabyte = path.join(folder, 'silence');
  for (let i = 0; i < 256; i++) appendFileSync(gigabyte, Buffer.alloc(1e6));
  from = process.cpuUsage();
  await fingerprint(gigabyte);
  const hashing = cpuSeconds(from) * 4;

  const bytes = encodePart(job, part);
  const sent = packPart(job, part);
  const times = 5000; // 295,000 rows, more than a few record batches
  const many = {
    *[Symbol.iterator]() {
      for (let i = 0; i < times; i++) yield* segments;
    },
  };
  const rows = times * segments.length;
  const names = original83.features.map(({ name }) => name);
  const units = names.map(() => '');
  const artifact = path.join(folder, 'table.obj');
  const columns = function* () {
    const parts = mergedTables(
      many,
      names,
      new Array<Job>(times).fill(job),
      (one) => decodePart(one, bytes) ?? [],
    );
    for (const table of parts) yield columnsOfFeatures(table, units);
  };
  from = process.cpuUsage();
  await writeTableBatches(artifact, columns(), { kind: 'scale', data: '', settings: {}, versions: {} });
  const merging = (cpuSeconds(from) * 1e6) / rows;
  return {
    measuring: perHour,
    hashing,
    rowOnDisk: bytes.length / segments.length,
    rowInArtifact: statSync(artifact).size / rows,
    jobInRedis: JSON.stringify(job).length + sent.length + 500, // BullMQ's own fields
    merging,
    mergingMemory: process.resourceUsage().maxRSS * 1024,
  };
}

const outstanding = 256; // of runOverQueue
const perHour = { gigabytes: 0.1152, rows: 1800, jobs: 28 }; // 16 kHz, 16 bits, mono; windows every 2 s; 4 MiB in a job

function page(costs: UnitCosts): string {
  const digits = (value: number) =>
    value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(2);
  const row = (hours: number) => {
    const rows = hours * perHour.rows;
    const jobs = hours * perHour.jobs;
    const cells = [
      hours.toLocaleString('en'),
      `${digits((hours * costs.measuring) / 3600)} h`,
      `${digits((hours * perHour.gigabytes * costs.hashing) / 60)} min`,
      `${digits(hours * perHour.gigabytes)} GB`,
      `${digits((rows * costs.rowOnDisk) / 1e9)} GB`,
      `${digits((rows * costs.rowInArtifact) / 1e9)} GB`,
      `${digits((Math.min(jobs, outstanding) * costs.jobInRedis) / 1e6)} MB`,
      `${digits((rows * costs.merging) / 1e6)} s`,
      `${digits(costs.mergingMemory / 1e6)} MB`,
    ];
    return `| ${cells.join(' | ')} |`;
  };
  return `# What a corpus costs

Written by \`npm run bench:scale\` from what it measured on one core: ${digits(costs.measuring)} s of CPU to measure an hour of
speech (\`original83\`, windows of 4 s every 2 s), ${digits(costs.hashing)} s to hash a gigabyte, ${digits(costs.rowOnDisk)} bytes for a row among the parts and
${digits(costs.rowInArtifact)} in the artifact, ${digits(costs.jobInRedis / 1000)} kB in Redis for a job with its rows, ${digits(costs.merging)} s of CPU to merge a
million rows. Recordings are taken to be 16 kHz, 16 bits, mono. Times are of one core; measuring is spread over all
there are, hashing and merging are not.

| hours of speech | measuring, core-hours | hashing | recordings | parts, until merged | artifact | Redis | merging | memory to merge |
|---|---|---|---|---|---|---|---|---|
${[10, 1000, 100_000].map(row).join('\n')}

**What gives way first.** Nothing on the way to the artifact: rows are merged a record batch at a time, at most ${outstanding} jobs are
in Redis, whatever the corpus, and measuring, the bulk of the work, needs only more machines. What reads the artifact gives way:
the notebooks load it whole, and Node reads no file of more than 2 GiB in one piece, ${digits(2 ** 31 / costs.rowInArtifact / perHour.rows)} hours of speech; a larger
one is read by pandas, DuckDB or \`npx saa parquet\`, batch by batch. Next comes hashing every recording by the one that hands
out the work, which is bound by its disk (${digits((100_000 * perHour.gigabytes) / 0.5 / 3600)} hours for 100,000 hours of speech at 500 MB/s), then a file per part,
${digits(100_000 * perHour.jobs)} of them at 100,000 hours, in folders of a thousand.
`;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-scale-'));
  try {
    const costs = await measureCosts(folder);
    console.log(costs);
    writeFileSync(path.resolve(__dirname, '..', 'docs', 'scale.md'), page(costs));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
