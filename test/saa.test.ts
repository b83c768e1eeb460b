import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { decodeWav, encodeWav } from '../lib/audio/wav';
import { cut, selectChannel } from '../lib/audio/signal';
import { slidingSegments } from '../lib/corpora/segment';
import { readHarmonicity, readIntensity } from '../lib/praat/files/contour-file';
import { readFormant } from '../lib/praat/files/formant-file';
import { readPitch } from '../lib/praat/files/pitch-file';
import { formantObject, formants } from '../lib/praat/formants';
import { timeAt, valueAt } from '../lib/praat/frames';
import { harmonicity } from '../lib/praat/harmonicity';
import { intensity } from '../lib/praat/intensity';
import { pitch } from '../lib/praat/pitch';
import { chosenPitch } from '../lib/praat/pitch-object';
import { withFrameCounts, featureSet, featureSets } from '../lib/features/sets';
import { columnOf, readTable } from '../lib/tables/arrow';
import type { Output } from '../lib/commands/command-result';
import { answer } from '../lib/commands/saa';
import { temporaryFolder } from './support/folder';
import { mix, noise, openVowel, vowel } from './support/signals';

const voice = (hz: number, seconds: number) =>
  mix(
    vowel((t) => hz + 60 * t, openVowel, seconds),
    noise(seconds, 16000, 0.01, 5),
  ).samples;
const folder = temporaryFolder({
  'a.wav': encodeWav([voice(110, 0.5), voice(220, 0.5)], 16000),
  'b, c.wav': encodeWav([voice(150, 1.3)], 16000),
  'bad.wav': 'no sound',
  'short.wav': encodeWav([new Float64Array(10)], 16000),
});
const [stereo, long, bad, short] = ['a.wav', 'b, c.wav', 'bad.wav', 'short.wav'].map((name) =>
  path.join(folder, name),
);
const heard = (file: string, channel: 'left' | 'right' | 'mix' = 'left') =>
  selectChannel(decodeWav(readFileSync(file), file), channel);

/** The cells of a CSV output; no field here but the quoted file names holds a comma. */
function cells(output: Output | undefined): { head: string[]; rows: string[][] } {
  assert.ok(output !== undefined && !(output instanceof Uint8Array));
  const lines = [...output]
    .join('')
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/"[^"]*"/, (name) => name.slice(1, -1).replaceAll(',', '\0')).split(','));
  return {
    head: lines[0],
    rows: lines.slice(1).map((line) => line.map((cell) => cell.replaceAll('\0', ','))),
  };
}
const numbers = (row: readonly string[]) => row.map((cell) => (cell === '' ? NaN : Number(cell)));

for (const { name, features, measure } of featureSets) {
  test(`features --set ${name}: the set's own columns and values, to the last digit`, async () => {
    const { output, messages, status } = await answer(['features', stereo, long, '--set', name]);
    const { head, rows } = cells(output);
    assert.deepEqual(head, ['file', 'start', ...features.map((feature) => feature.name)]);
    assert.deepEqual(
      rows.map(([file, start]) => [file, start]),
      [
        [stereo, '0'],
        [long, '0'],
      ],
    );
    assert.deepEqual(numbers(rows[0].slice(2)), Array.from(measure(heard(stereo))));
    assert.deepEqual(numbers(rows[1].slice(2)), Array.from(measure(heard(long))));
    assert.deepEqual([messages, status], [[], 0]);
  });
}

test('features: each channel is measured as itself', async () => {
  for (const channel of ['right', 'mix'] as const) {
    // left is measured above
    const { output } = await answer(['features', stereo, '--set=spectral', `--channel=${channel}`]);
    const wanted = featureSet('spectral').measure(heard(stereo, channel));
    assert.deepEqual(numbers(cells(output).rows[0].slice(2)), Array.from(wanted));
  }
});

test('features --window --hop: a row per window, a short recording is one row', async () => {
  const args = ['features', long, short, '--set', 'original83', '--window', '0.5'];
  const set = featureSet('original83');
  for (const [hop, words] of [
    [0.4, ['--hop', '0.4']],
    [0.25, []],
  ] as const) {
    const { rows } = cells((await answer([...args, ...words])).output);
    const windows = slidingSegments({ id: 'x', file: long, duration: 1.3 }, { length: 0.5, hop });
    assert.deepEqual(
      rows.map(([file, start]) => [file, Number(start)]),
      [...windows.map(({ start }) => [long, start]), [short, 0]],
    );
    windows.forEach(({ start, end }, i) => {
      assert.deepEqual(numbers(rows[i].slice(2)), Array.from(set.measure(cut(heard(long), start, end))));
    });
  }
});

test('features --frames: counts of frames behind the columns', async () => {
  for (const set of ['original83', 'prosody']) {
    const { features, measure } = withFrameCounts(featureSet(set));
    const { output, status } = await answer(['features', stereo, '--set', set, '--frames']);
    const { head, rows } = cells(output);
    assert.deepEqual(head, ['file', 'start', ...features.map(({ name }) => name)]);
    assert.deepEqual(numbers(rows[0].slice(2)), Array.from(measure(heard(stereo))));
    assert.equal(status, 0);
  }
});

test('features --mode shared: rows as the set gives them', async () => {
  const options = ['--set', 'original83', '--window', '0.4', '--hop', '0.2'];
  const { output, status } = await answer(['features', long, ...options, '--mode', 'shared']);
  const signal = heard(long);
  const windows = slidingSegments(
    { id: '', file: long, duration: signal.samples.length / signal.sampleRate },
    { length: 0.4, hop: 0.2 },
  );
  // What follows the last window is not read.
  const stretch = cut(signal, 0, windows[windows.length - 1].end);
  const expected = featureSet('original83').measureWindows?.(stretch, windows, 'shared');
  assert.deepEqual(
    cells(output).rows.flatMap((row) => numbers(row.slice(2))),
    [...(expected ?? [])],
  );
  assert.equal(status, 0);
  const exact = await answer(['features', long, ...options]);
  assert.notEqual(exact.output, output);
});

test('features: a file that cannot be read is named with its reason, the others go on', async () => {
  const missing = path.join(folder, 'missing.wav');
  for (const windows of [[], ['--window', '0.5']]) {
    const args = ['features', bad, stereo, missing, '--set', 'spectral', ...windows];
    const { output, messages, status } = await answer(args);
    assert.equal(status, 1);
    assert.deepEqual([...new Set(cells(output).rows.map(([file]) => file))], [stereo]);
    assert.equal(messages.length, 2);
    assert.match(messages.join('\n'), /bad\.wav: not a WAV file/);
    assert.match(messages.join('\n'), /missing\.wav: no such file/);
  }
});

test('a folder for --out that is not there stops before anything is measured', async () => {
  for (const args of [['features', '--set', 'spectral'], ['contours', '--what', 'pitch'], ['parquet']]) {
    const found = await answer([...args, 'none.wav', '--out', path.join(folder, 'none', 'x.csv')]);
    assert.equal(found.status, 1);
    assert.match(found.messages.join(), /--out .*x\.csv: there is no folder .*none; make it/);
  }
});

test('features --format arrow --out: the same numbers, with units and where they came from', async () => {
  const out = path.join(folder, 'out.arrow');
  const args = ['features', stereo, bad, '--set', 'original83', '--window', '0.3', '--hop', '0.1'];
  const written = await answer([...args, '--format', 'arrow', '--out', out]);
  assert.deepEqual([written.output, written.status], [undefined, 1]);
  const table = readTable(out, { kind: 'recording-features' });
  const { head, rows } = cells((await answer(args)).output);
  assert.deepEqual(
    table.columns.map(({ name }) => name),
    head,
  );
  assert.deepEqual(
    Array.from(columnOf(table, 'start', 'number')),
    rows.map((row) => Number(row[1])),
  );
  assert.deepEqual(
    Array.from(columnOf(table, 'f0_mean', 'number')),
    numbers(rows.map((row) => row[head.indexOf('f0_mean')])),
  );
  assert.equal(table.columns.find(({ name }) => name === 'f0_mean')?.unit, 'Hz');
  assert.deepEqual(table.provenance.settings, { channel: 'left', length: 0.3, hop: 0.1 });
  assert.equal(table.provenance.skipped?.length, 1);
});

test('contours: rows are the frames of the measure named first, with its values as they are', async () => {
  const signal = heard(long);
  const { output } = await answer(['contours', long, '--what', 'pitch,harmonicity', '--very-accurate']);
  const { head, rows } = cells(output);
  const track = pitch(signal, { veryAccurate: true });
  assert.deepEqual(head, ['time', 'pitch', 'harmonicity']);
  assert.deepEqual(numbers(rows.map((row) => row[1])), Array.from(track.values));
  const hnr = harmonicity(signal);
  rows.forEach(([time, , value], i) => {
    assert.ok(Math.abs(Number(time) - timeAt(track, i)) < 1e-9); // printed to the nanosecond
    assert.deepEqual(numbers([value]), [valueAt(hnr, Number(time))]);
  });
});

test('contours --what formants,intensity --time-step', async () => {
  const signal = heard(stereo, 'right');
  const args = [
    'contours',
    stereo,
    '--what',
    'formants,intensity',
    '--time-step',
    '0.02',
    '--channel',
    'right',
  ];
  const { head, rows } = cells((await answer(args)).output);
  const track = formants(signal, { timeStep: 0.02 });
  const loudness = intensity(signal, { timeStep: 0.02 });
  const column = (name: string) => numbers(rows.map((row) => row[head.indexOf(name)]));
  assert.equal(head.length, 12);
  assert.deepEqual(column('f2'), Array.from(track.frequency[1]));
  assert.deepEqual(column('f5_bandwidth'), Array.from(track.bandwidth[4]));
  assert.deepEqual(
    column('intensity'),
    column('time').map((time) => valueAt(loudness, time)),
  );
});

test('contours: a recording too short has no rows and says so; a bad one ends with 1', async () => {
  const none = await answer(['contours', short, '--what', 'pitch']);
  assert.deepEqual([[...(none.output ?? [])].join(''), none.status], ['time,pitch\n', 0]);
  assert.match(none.messages.join('\n'), /short\.wav: too short for a frame of pitch/);
  const unreadable = await answer(['contours', bad, '--what', 'pitch']);
  assert.deepEqual([unreadable.output, unreadable.status], [undefined, 1]);
  assert.match(unreadable.messages[0], /bad\.wav: not a WAV file/);
});

test("contours --format praat: a file of Praat's per recording and measure, the others when one cannot be read", async () => {
  const out = path.join(folder, 'praat');
  mkdirSync(out);
  const what = 'pitch,formants,intensity,harmonicity';
  const args = ['--what', what, '--format', 'praat', '--out', out, '--floor', '90'];
  const { output, messages, status } = await answer(['contours', stereo, bad, long, short, ...args]);
  assert.deepEqual([output, status], [undefined, 1]);
  assert.match(messages.join('\n'), /bad\.wav: not a WAV file/);
  assert.match(messages.join('\n'), /short\.wav: too short for a frame of pitch: no file/);
  const endings = ['Formant', 'Harmonicity', 'Intensity', 'Pitch'];
  assert.deepEqual(
    readdirSync(out).sort(),
    ['a', 'b, c'].flatMap((name) => endings.map((ending) => `${name}.${ending}`)),
  );
  const written = (ending: string) => new Uint8Array(readFileSync(path.join(out, `b, c.${ending}`)));
  const signal = heard(long);
  const domain = { xmin: 0, xmax: signal.samples.length / signal.sampleRate };
  assert.deepEqual(chosenPitch(readPitch(written('Pitch'), 'x')), pitch(signal, { floor: 90 }));
  assert.deepEqual(readFormant(written('Formant'), 'x'), formantObject(signal));
  assert.deepEqual(readIntensity(written('Intensity'), 'x'), { ...domain, ...intensity(signal) });
  assert.deepEqual(readHarmonicity(written('Harmonicity'), 'x'), { ...domain, ...harmonicity(signal) });
});

test('mistakes name the option, its value and the way out; the exit status is 2', async () => {
  const features = (...words: string[]) => ['features', 'x.wav', '--set', 'spectral', ...words];
  const cases: [string[], RegExp][] = [
    [[], /no command; the commands are score, report, features, contours/],
    [['toString'], /no command toString/],
    [['features', 'x.wav'], /--set is missing; take original83, /],
    [['features', 'x.wav', '--set', 'mfcc'], /--set mfcc: take one of original83, /],
    [['features', '--set', 'spectral'], /name at least one recording/],
    [features('--windows', '4'), /no option --windows; the options are --set, --model, --window, /],
    [features('--window', 'four'), /--window four: give seconds as a number above 0/],
    [features('--window=0'), /--window 0: give seconds/],
    [features('--window', '--hop'), /--window has no value/],
    [features('--hop', '2'), /--hop 2 without --window/],
    [features('--mode', 'shared'), /--mode shared without --window/],
    [
      features('--window', '4', '--mode', 'shared'),
      /--mode shared with --set spectral.*take --set original83/,
    ],
    [features('--channel', 'both'), /--channel both: take one of left, right, mix/],
    [features('--set', 'prosody'), /--set is given twice: spectral and prosody/],
    [['contours', 'x.wav'], /--what is missing; take pitch, /],
    [['contours', 'x.wav', '--what', 'pitch,f0'], /--what pitch,f0: there is no 'f0'; take pitch, /],
    [['contours', 'x.wav', '--what', 'pitch,pitch'], /named twice/],
    [['contours', 'x.wav', 'y.wav', '--what', 'pitch'], /2 files \(x\.wav, y\.wav\); name one/],
    [['contours', 'x.wav', '--what', 'intensity', '--very-accurate'], /--very-accurate needs pitch/],
    [['contours', 'x.wav', '--what', 'pitch', '--very-accurate=1'], /--very-accurate takes no value/],
    [['contours', 'x.wav', '--what', 'pitch', '--format', 'praat'], /--out is missing; name the folder/],
    [
      ['contours', 'x.wav', 'y/X.flac', '--what', 'pitch', '--format', 'praat', '--out', '.'],
      /x\.wav and y\/X\.flac would both become X; measure them into two folders/,
    ],
  ];
  for (const [args, message] of cases) {
    const { output, messages, status } = await answer(args);
    assert.deepEqual([output, status], [undefined, 2], args.join(' '));
    assert.match(messages.join('\n'), message);
  }
});

test('--help is printed and is no mistake', async () => {
  for (const args of [['--help'], ['features', '--help'], ['contours', 'x.wav', '-h']]) {
    const { output, status } = await answer(args);
    assert.match([...(output ?? [])].join(''), /npx saa/);
    assert.equal(status, 0);
  }
});

test('the launcher: rows to standard output, reasons to standard error, the exit status', () => {
  const { bin } = JSON.parse(readFileSync(path.join(__dirname, '..', 'package.json'), 'utf8')) as {
    bin: { saa: string };
  };
  const launcher = path.join(__dirname, '..', bin.saa);
  const args = [launcher, 'features', bad, 'a.wav', '--set', 'spectral'];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stdout, /^file,start,[^\n]*\na\.wav,0,[^\n]*\n$/);
  assert.match(stderr, /bad\.wav: not a WAV file/);
});

/** The launcher with bytes piped into it through a pipe, which cannot be read twice. */
function piped(args: readonly string[], input: Uint8Array) {
  const launcher = path.join(__dirname, '..', 'scripts', 'saa.mjs');
  const command = ['cat | "$0" "$@"', process.execPath, launcher, ...args];
  return spawnSync('sh', ['-c', ...command], { cwd: folder, encoding: 'utf8', input });
}

test('a recording through a pipe is measured as the file is, under the name given', async () => {
  const bytes = readFileSync(long);
  for (const name of ['-', '/dev/stdin']) {
    const { stdout, stderr, status } = piped(['features', name, 'a.wav', '--set', 'spectral'], bytes);
    assert.equal(status, 0, stderr);
    const [, row, other] = stdout.split('\n');
    const { output } = await answer(['features', long, '--set', 'spectral']);
    const [, expected] = [...(output ?? [])].join('').split('\n');
    assert.equal(row, `${name}${expected.slice(expected.lastIndexOf('"') + 1)}`);
    assert.match(other, /^a\.wav,0,/);
  }
  const contour = piped(['contours', '-', '--what', 'pitch'], bytes);
  const { output } = await answer(['contours', long, '--what', 'pitch']);
  assert.equal(contour.stdout, [...(output ?? [])].join(''));
  const windows = piped(['features', '-', '--set', 'spectral', '--window', '0.5'], bytes);
  assert.deepEqual(windows.stdout.match(/^-,[\d.]+/gm), ['-,0', '-,0.25', '-,0.5', '-,0.75']);
});

test('a pipe that ends early, is empty or is named twice: told under its name', () => {
  const cut = piped(['features', '-', 'a.wav', '--set', 'spectral'], readFileSync(long).subarray(0, 5000));
  assert.match(cut.stderr, /^-: truncated/);
  assert.doesNotMatch(cut.stderr, /saa-piped/);
  assert.match(cut.stdout, /^a\.wav,0,/m);
  assert.equal(cut.status, 1);
  assert.match(piped(['contours', '-', '--what', 'pitch'], new Uint8Array()).stderr, /-: the file is empty/);
  const twice = piped(['features', '-', '/dev/stdin', '--set', 'spectral'], readFileSync(long));
  assert.match(twice.stderr, /\/dev\/stdin is named twice; a pipe is read once/);
  assert.equal(twice.status, 2);
});

test('what cannot be read is told in a sentence, not in the words of the system', async () => {
  const wrong: [string, RegExp][] = [
    [folder, /: a folder; name the files in it, such as .*\/\*\.wav$/],
    [path.join(folder, 'nope.wav'), /nope\.wav: no such file; check its name$/],
    [path.join(folder, 'gone', 'x.wav'), /x\.wav: no such file: there is no folder .*gone$/],
    [path.join(stereo, 'x.wav'), /x\.wav: .*a\.wav is a file, not a folder; check the path$/],
  ];
  for (const [file, sentence] of wrong) {
    const features = await answer(['features', file, long, '--set', 'spectral']);
    assert.match(features.messages.join('\n'), sentence);
    assert.equal(cells(features.output).rows.length, 1, 'the other recording is measured');
    const windows = await answer(['features', file, long, '--set', 'spectral', '--window', '1']);
    assert.match(windows.messages.join('\n'), sentence);
    const contours = await answer(['contours', file, '--what', 'pitch']);
    assert.match(contours.messages.join('\n'), sentence);
    for (const { messages } of [features, windows, contours])
      assert.doesNotMatch(messages.join(''), /\bE[A-Z]{4,}\b/);
  }
  const out = path.join(folder, 'out.parquet');
  for (const [table, sentence] of [
    [folder, /a folder; name a table in it/],
    [path.join(folder, 'nope.obj'), /nope\.obj: no such file/],
  ] as const) {
    assert.match((await answer(['parquet', table, '--out', out])).messages.join(''), sentence);
  }
  const onFolder = await answer(['features', long, '--set', 'spectral', '--out', folder]);
  assert.match(onFolder.messages.join(''), /cannot write .*: there is a folder of that name/);
});
