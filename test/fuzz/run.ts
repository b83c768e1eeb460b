/**
 * Feeds one reader `count` cases: tsx run.ts TARGET SEED COUNT. Prints the number of each case before it is read, so
 * that whoever started it sees where it hangs; exits with 1 and the smallest failing case found.
 */
import { writeSync } from 'node:fs';
import fc from 'fast-check';
import { targets } from './targets';

const [name, seed, count] = process.argv.slice(2);
const target = targets[name];
const limits = target.limits ?? { seconds: 1, megabytes: 512 };
const tally = { read: 0, refused: 0 };

async function attempt(bytes: Uint8Array): Promise<void> {
  writeSync(1, `${tally.read + tally.refused}\n`);
  const start = process.cpuUsage();
  try {
    await target.read(bytes);
    tally.read++;
  } catch (error) {
    tally.refused++;
    if (!(error instanceof Error)) throw new Error(`threw ${typeof error}`, { cause: error });
    if (error.constructor !== Error || !target.refusal.test(error.message)) {
      throw new Error(`refused without saying file and field: ${error.stack ?? error.message}`, {
        cause: error,
      });
    }
  }
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  if (seconds > limits.seconds) throw new Error(`took ${seconds.toFixed(1)} s (limit ${limits.seconds} s)`);
}

async function run(): Promise<void> {
  await fc.assert(fc.asyncProperty(target.cases, attempt), { seed: Number(seed), numRuns: Number(count) });
  const megabytes = process.resourceUsage().maxRSS / 1024;
  if (megabytes > limits.megabytes) {
    throw new Error(`${name}: ${megabytes.toFixed(0)} MB at its largest (limit ${limits.megabytes} MB)`);
  }
  writeSync(1, `done: ${tally.read} read, ${tally.refused} refused, ${megabytes.toFixed(0)} MB at most\n`);
}

run().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
