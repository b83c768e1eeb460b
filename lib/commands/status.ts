import { withoutPassword } from '../queue/connection';
import { jobRate, queueStatus, type QueueStatus } from '../queue/status';
import type { CommandResult } from './command-result';
import { parseArguments, queueAddress } from './arguments';

export const statusHelp = () => `npx saa status --queue URL

Shows the progress at a queue: jobs by state, the rate of each worker, the time left, and the reasons of failures.

  --queue URL       redis://[:password@]host[:port], or rediss:// for TLS (SAA_QUEUE); with NODE_EXTRA_CA_CERTS=FILE for
                    certificates of your own authority
`;

/** Shows the state of a queue. */
export async function statusCommand(args: readonly string[]): Promise<CommandResult> {
  const url = queueAddress(parseArguments(args, { values: ['--queue'], flags: [] }));
  return {
    content: report(withoutPassword(url), await queueStatus(url)),
    out: undefined,
    messages: [],
    status: 0,
  };
}

function report(
  address: string,
  { counts, runs, workers, rate, left, failures, refusals }: QueueStatus,
): string {
  const lines = [`Queue at ${address}`];
  for (const { what, jobs, done, aside } of runs) {
    lines.push(`  ${what}: ${done} of ${jobs} jobs`, ...aside.map((reason) => `    set aside: ${reason}`));
  }
  if (runs.length === 0) lines.push('  no extract is running');
  const states = { wait: 'waiting', active: 'running', completed: 'to be fetched', failed: 'failed' };
  lines.push(
    `  in Redis: ${Object.entries(states)
      .map(([state, word]) => `${counts[state]} ${word}`)
      .join(', ')}`,
  );
  for (const worker of workers) {
    const perMinute = (60 * jobRate(worker)).toFixed(1);
    lines.push(
      `  worker ${worker.name}: ${worker.jobs} jobs, ${perMinute} a minute, ${worker.concurrency} at a time`,
    );
  }
  if (workers.length === 0) lines.push('  no worker; start one: npx saa worker --queue URL --data DIR');
  if (rate > 0)
    lines.push(`  ${(60 * rate).toFixed(1)} jobs a minute in all, ${Math.ceil(left / 60)} min left`);
  lines.push(
    ...failures.map((reason) => `  failed: ${reason}`),
    ...refusals.map((reason) => `  refused: ${reason}`),
  );
  return `${lines.join('\n')}\n`;
}
