#!/usr/bin/env node
// npx saa: measures recordings from the command line. Starts the TypeScript of scripts/saa/ as it stands.
import { once } from 'node:events';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { nodeModules } from './setup/places.mjs';

if (!fs.existsSync(path.join(nodeModules, 'tsx'))) {
  console.error(
    'saa is not set up yet: run `npm run setup` in the project folder (one to three minutes), then again.',
  );
  process.exit(1);
}
// A reader that has seen enough, such as `head`, is no error.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
const require = createRequire(import.meta.url);
require('tsx/cjs/api').register();
const { answer } = require('../lib/commands/saa.ts');

const { output, messages, status } = await answer(process.argv.slice(2));
for (const message of messages) console.error(message);
const whole = typeof output === 'string' || output instanceof Uint8Array;
for (const piece of whole ? [output] : (output ?? [])) {
  if (!process.stdout.write(piece)) await once(process.stdout, 'drain'); // so that a long table waits for its reader
}
process.exitCode = status;
