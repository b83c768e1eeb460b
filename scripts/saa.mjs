#!/usr/bin/env node
// npx saa: measures recordings from the command line.
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, dist } from './build.mjs';
import { nodeModules } from './setup/places.mjs';

if (!fs.existsSync(path.join(nodeModules, 'esbuild'))) {
  console.error(
    'saa is not set up yet: run `npm run setup` in the project folder (one to three minutes), then again.',
  );
  process.exit(1);
}
// A reader that closes the pipe early, such as `head`, is not an error.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
await build();
const { answer } = await import(pathToFileURL(path.join(dist, 'commands', 'saa.js')).href);

const { output, messages, status } = await answer(process.argv.slice(2));
for (const message of messages) console.error(message);
const whole = typeof output === 'string' || output instanceof Uint8Array;
for (const piece of whole ? [output] : (output ?? [])) {
  if (!process.stdout.write(piece)) await once(process.stdout, 'drain'); // wait for the reader of a long table
}
process.exitCode = status;
