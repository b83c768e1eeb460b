import assert from 'node:assert/strict';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { privateIn } from '../../scripts/share/private';

const data = path.join(path.sep, 'srv', 'voices');
const found = (text: string, audio = false) =>
  privateIn(text, { paths: [data], audio }).map((finding) => `${finding.what}: ${finding.found}`);

test('absolute paths and home folders are found, with their surroundings', () => {
  assert.deepEqual(found(`read ${data}/a.wav`), [`absolute path: ${data}`]);
  assert.deepEqual(found(`in ${tmpdir()}/x`), [`absolute path: ${tmpdir()}`]);
  assert.ok(found(`at ${path.join(homedir(), 'x')}`).includes(`absolute path: ${homedir()}`));
  assert.deepEqual(found('at /home/somebody/results'), ['home folder: /home/somebody']);
  assert.deepEqual(found('at C:\\\\Users\\\\Some.Body\\\\results'), [
    'home folder: C:\\\\Users\\\\Some.Body',
  ]);
  const [{ context }] = privateIn(`before ${data} after`, { paths: [data], audio: false });
  assert.equal(context, `before ${data} after`);
});

test('sound is found unless it may be shared', () => {
  const text = '<audio src="data:audio/mpeg;base64,AAAA">';
  assert.deepEqual(found(text), ['embedded sound: data:audio/mpeg']);
  assert.deepEqual(found(text, true), []);
});

test('relative paths, names alike, and what a picture happens to hold are nothing', () => {
  assert.deepEqual(found('lib/features/pitch.ts processed-data/input.obj'), []);
  assert.deepEqual(found(`${data}-of-others`), []);
  const picture = `${'A'.repeat(300)}${tmpdir()}/${'B'.repeat(300)}`;
  assert.deepEqual(found(`"image/png": "${picture}"`), []);
});
