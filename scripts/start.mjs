// npm start: set up, run the four notebooks, say what came out.
import fs from 'node:fs';
import path from 'node:path';
import { runNotebooks } from './notebooks.mjs';
import { readOptions, UsageError } from './options.mjs';
import { setup } from './setup.mjs';

const read = (folder, name) => JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`), 'utf8'));
const number = (value) => (value === null ? '—' : value.toFixed(3).replace(/^(-?)0\./, '$1.'));
const row = (...cells) =>
  console.log(
    `  ${cells[0].padEnd(42)}${cells
      .slice(1)
      .map((cell) => cell.padStart(10))
      .join('')}`,
  );

/** The main numbers, from the results the notebooks wrote. */
function summary(results) {
  const utterances = read(results, 'emotion_analysis');
  const interviews = read(results, 'analyzing_relationship_frame_and_interview_level');
  if (utterances.corpus.synthetic)
    console.log('\nDEMO CORPUS: synthetic voices. These numbers say nothing about people.');
  console.log(`\nUtterances (${utterances.corpus.utterances}), leave one session out`);
  row('', 'r', 'CCC');
  for (const name of ['arousal', 'valence']) {
    const { pearson, ccc } = utterances[name].leaveOneSessionOut;
    row(`  ${name}`, number(pearson), number(ccc));
  }
  row('', 'accuracy', 'UAR');
  row(
    '  excited or not',
    number(utterances.excited.leaveOneSessionOut.accuracy),
    number(utterances.excited.leaveOneSessionOut.uar),
  );
  console.log(`\nInterviews (${interviews.interviews}), against the human rating "Excited"`);
  row('', 'r', 'ROC area');
  const ways = {
    excitedShare: 'share of excited windows',
    meanArousal: 'mean arousal',
    meanValence: 'mean valence',
    direct: 'trained on whole interviews',
  };
  for (const [key, name] of Object.entries(ways)) {
    const way = interviews[key];
    row(`  ${name}`, number(way.pearson), number(way.rocAuc));
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
