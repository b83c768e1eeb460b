/**
 * Feeds every reader of files from outside many cases (npm run fuzz -- [READER…] [--cases 10000] [--seed N]); exits with 1 when
 * one crashes, hangs, takes more than 1 s or 512 MB, or refuses without naming file and field. The seed is new each
 * time unless given; one that found something goes into seeds.json, to be run for ever.
 */
import { parseArgs } from 'node:util';
import { targets } from './targets';
import { watch } from './watch';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { cases: { type: 'string', default: '10000' }, seed: { type: 'string' } },
  });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 0x7fffffff));
  const names = positionals.length > 0 ? positionals : Object.keys(targets);
  const unknown = names.filter((name) => !Object.hasOwn(targets, name));
  if (unknown.length > 0)
    throw new Error(`no reader ${unknown.join(', ')}; there are ${Object.keys(targets).join(', ')}`);
  console.log(`${values.cases} cases for each reader, seed ${seed}`);
  for (const name of names) {
    const { failure, summary } = await watch(name, seed, Number(values.cases));
    console.log(failure === undefined ? `${name}: ${summary}` : `${name}: FAILED\n${failure}`);
    if (failure !== undefined) process.exitCode = 1;
  }
}

void main();
