import { availableParallelism } from 'node:os';
import path from 'node:path';
import { libraryVersion } from '../jobs/library';
import { withoutPassword } from '../queue/connection';
import { startWorker } from '../queue/worker';
import type { CommandResult } from './command-result';
import { allowFfmpeg, parseArguments, queueAddress, UsageError } from './arguments';

export const workerHelp = () => `npx saa worker --queue URL --data DIR [options]

Measures recordings for \`npx saa extract --queue URL\` on any machine, until stopped (Ctrl-C finishes the running jobs).

  --queue URL       redis://[:password@]host[:port], or rediss:// for TLS (SAA_QUEUE); with NODE_EXTRA_CA_CERTS=FILE for
                    certificates of your own authority
  --data DIR        the same recordings as those of extract; a worker checks their hashes
  --concurrency N   jobs at a time, each on its own core; all cores unless given
  --artifacts DIR   the artifacts folder of extract on a shared disk: rows are stored there instead of going through Redis
  --ffmpeg          let ffmpeg on the PATH decode what is not decoded here (SAA_FFMPEG=1)
`;

/** Runs jobs of a queue until it is stopped. */
export async function workerCommand(args: readonly string[]): Promise<CommandResult> {
  const given = parseArguments(args, {
    values: ['--queue', '--data', '--concurrency', '--artifacts'],
    flags: ['--ffmpeg'],
  });
  if (given.files.length > 0) throw new UsageError(`${given.files[0]}: name the folder with --data DIR`);
  allowFfmpeg(given);
  const url = queueAddress(given);
  const data = given.values.get('--data');
  if (data === undefined) throw new UsageError('--data is missing; name the folder of the recordings');
  const count = given.values.get('--concurrency') ?? String(availableParallelism());
  const concurrency = Number(count);
  if (!(Number.isInteger(concurrency) && concurrency > 0))
    throw new UsageError(`--concurrency ${count}: give a whole number from 1`);
  const artifacts = given.values.get('--artifacts');
  const shown = new Set<string>();
  const worker = await startWorker(url, {
    data: path.resolve(data),
    artifacts: artifacts === undefined ? undefined : path.resolve(artifacts),
    concurrency,
    onNews(news) {
      if (shown.size > 1000) shown.clear();
      if (!shown.has(news)) console.error(news);
      shown.add(news);
    },
  });
  console.error(`working at ${withoutPassword(url)}, ${concurrency} jobs at a time; ${libraryVersion()}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void worker.stop());
  await worker.ended;
  return { content: '', out: undefined, messages: ['stopped; all running jobs are finished'], status: 0 };
}
