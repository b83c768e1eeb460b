// npm start: sets up, runs the four notebooks, and prints the main results.
import path from 'node:path';
import { runNotebooks } from './notebooks.mjs';
import { readOptions, UsageError } from './options.mjs';
import { setup } from './setup.mjs';
import { mainNumbers } from './summary.mjs';

/** Prints the main numbers. */
function summary(results) {
  const { synthetic, warnings, tables } = mainNumbers(results);
  if (synthetic) console.log('\nDEMO CORPUS: synthetic voices. These numbers say nothing about people.');
  for (const warning of warnings) console.log(`\nWarning: ${warning}`);
  for (const { caption, columns, rows } of tables) {
    console.log(`\n${caption}`);
    for (const { name, values } of [{ name: '', values: columns }, ...rows])
      console.log(`  ${name.padEnd(42)}${values.map((value) => value.padStart(10)).join('')}`);
  }
}

try {
  const options = readOptions();
  await setup();
  const began = performance.now();
  const rendered = await runNotebooks(options);
  const artifacts = path.dirname(rendered);
  if (options.only.length === 0) summary(path.join(artifacts, 'results'));
  const here = path.relative(process.cwd(), rendered) || '.';
  console.log(`\nRead on: ${here}/*.html (executed notebooks beside them), or explore: npm run lab`);
  console.log(
    `All numbers: ${path.join(path.relative(process.cwd(), artifacts) || '.', 'results')}/*.json. Took ${((performance.now() - began) / 1000).toFixed(0)} s.`,
  );
} catch (error) {
  console.error(error instanceof UsageError ? error.message : `Stopped: ${error.message}`);
  process.exit(1);
}
