// npm run share: runs the notebooks and writes a folder of pages for other people, which need no network.
import { createRequire } from 'node:module';
import path from 'node:path';
import { runNotebooks } from './notebooks.mjs';
import { notebooks, readOptions, UsageError } from './options.mjs';
import { setup } from './setup.mjs';
import { inVenv, root } from './setup/places.mjs';
import { mainNumbers } from './summary.mjs';

const args = process.argv.slice(2);
const audio = args.includes('--audio');

try {
  const options = readOptions(args.filter((arg) => arg !== '--audio'));
  if (options.only.length > 0)
    throw new UsageError('npm run share takes all four notebooks; leave out --only');
  await setup();
  const rendered = await runNotebooks(options);
  const artifacts = path.dirname(rendered);
  const require = createRequire(import.meta.url);
  require('tsx/cjs/api').register();
  const { publish } = require('./share/publish.ts');
  const folder = path.join(artifacts, 'share');
  publish({
    rendered,
    artifacts,
    folder,
    names: notebooks,
    numbers: mainNumbers(path.join(artifacts, 'results')),
    python: inVenv('python'),
    privatePaths: [root, artifacts, options.data],
    audio,
  });
  console.log(`\nTo share: ${path.relative(process.cwd(), folder) || '.'}/ (begin with index.html)`);
} catch (error) {
  console.error(error instanceof UsageError ? error.message : `Stopped: ${error.message}`);
  process.exit(1);
}
