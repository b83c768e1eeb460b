// check-reference-scores.mjs ARTIFACTS: compares the scores of the original's models on the reference recordings with scikit-learn's
// (SVR(kernel='linear') and MLPClassifier on Praat's measurements of the same files, leave one session out).
import fs from 'node:fs';
import path from 'node:path';

const artifacts = process.argv[2];
const read = (name) => JSON.parse(fs.readFileSync(path.join(artifacts, 'results', `${name}.json`), 'utf8'));
const utterances = read('emotion_analysis');
const interviews = read('analyzing_relationship_frame_and_interview_level');

let failures = 0;
function expect(what, found, wanted, tolerance) {
  const good = typeof found === 'number' && Math.abs(found - wanted) <= tolerance;
  console.log(`${good ? 'ok  ' : 'FAIL'} ${what}: ${found} (reference ${wanted} ± ${tolerance})`);
  if (!good) failures++;
}
/** At least the reference, less the noise that other seeds and splits show. */
function reach(what, found, wanted) {
  const good = typeof found === 'number' && found >= wanted - 0.03;
  console.log(`${good ? 'ok  ' : 'FAIL'} ${what}: ${found} (reference ${wanted}, at most .03 below)`);
  if (!good) failures++;
}

expect('utterances', utterances.corpus.utterances, 600, 0);
expect('interviews', interviews.interviews, 16, 0);
reach('arousal, Pearson r', utterances.arousal.original.pearson, 0.594);
reach('arousal, CCC', utterances.arousal.original.ccc, 0.582);
reach('valence, Pearson r', utterances.valence.original.pearson, 0.314);
reach('excited or not, accuracy', utterances.excited.original.accuracy, 0.835);
reach('excited or not, UAR', utterances.excited.original.uar, 0.759);
// What nested selection reaches on sessions it has not seen (leaveOneSessionOut is its pick), without any allowance.
function atLeast(what, found, wanted) {
  const good = typeof found === 'number' && found >= wanted;
  console.log(`${good ? 'ok  ' : 'FAIL'} ${what}: ${found} (at least ${wanted})`);
  if (!good) failures++;
}
atLeast('arousal, CCC', utterances.arousal.leaveOneSessionOut.ccc, 0.6);
atLeast('valence, Pearson r', utterances.valence.leaveOneSessionOut.pearson, 0.45);
atLeast('excited or not, UAR', utterances.excited.leaveOneSessionOut.uar, 0.81);
if (utterances.corpus.synthetic !== false) {
  console.log('FAIL the corpus is called synthetic');
  failures++;
}

for (const notebook of fs
  .readdirSync(path.join(artifacts, 'rendered'))
  .filter((name) => name.endsWith('.ipynb'))) {
  const { cells } = JSON.parse(fs.readFileSync(path.join(artifacts, 'rendered', notebook), 'utf8'));
  const outputs = cells.flatMap((cell) => cell.outputs ?? []);
  const errors = outputs.filter((output) => output.output_type === 'error' || output.name === 'stderr');
  const figures = outputs.filter((output) => output.data?.['application/vnd.plotly.v1+json']);
  const pictures = figures.filter((output) => output.data['image/png']);
  const good = errors.length === 0 && pictures.length === figures.length;
  console.log(
    `${good ? 'ok  ' : 'FAIL'} ${notebook}: ${errors.length} errors, ${pictures.length} of ${figures.length} figures with a picture`,
  );
  if (!good) failures++;
}
console.log(`${failures === 0 ? 'All as expected' : `${failures} failed`}`);
process.exit(failures === 0 ? 0 : 1);
