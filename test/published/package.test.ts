import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before, describe } from 'node:test';
import { build } from 'esbuild';
import { decodeWav, encodeWav } from '../../lib/audio/wav';
import { featureSet } from '../../lib/features/sets';
import { formants } from '../../lib/praat/formants';
import { pitch } from '../../lib/praat/pitch';
import { demoVoices } from '../support/demo-voices';
import { tone } from '../support/signals';

// The package as others get it: installed in an empty folder, used from everywhere it says it can be used from.
const root = path.resolve(__dirname, '..', '..');
const name = 'sentiment-audio-analysis';
const folder = mkdtempSync(path.join(tmpdir(), 'saa-package-'));
const installed = path.join(folder, 'node_modules', name);

/** Folder with vite, bun, deno, attw and publint in its node_modules, as .ci/check-package.sh makes it. */
const tools = process.env.SAA_PACKAGE_TOOLS;
const withoutTools =
  tools === undefined ? 'SAA_PACKAGE_TOOLS names no folder of tools: run .ci/check-package.sh' : false;
const tool = (command: string) => path.join(tools ?? '', 'node_modules', '.bin', command);

function run(command: string, args: readonly string[], cwd = folder): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  assert.equal(status, 0, `${command} ${args.join(' ')}: ${error?.message ?? ''}${stdout}${stderr}`);
  return stdout;
}
const put = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
};

const voices = demoVoices();
const wavs = {
  tone: encodeWav([tone(220).samples], 16000),
  vowel: encodeWav([voices[0].signal.samples], 16000),
  voice: encodeWav([voices[8].signal.samples], 16000),
};
const base64 = JSON.stringify(
  Object.fromEntries(
    Object.entries(wavs).map(([key, bytes]) => [key, Buffer.from(bytes).toString('base64')]),
  ),
);

/** Measures the three recordings; `lib` has the functions of the package. */
const measuring = `
  const sound = (text) => {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    return lib.selectChannel(lib.decodeWav(bytes, 'sound.wav'), 'mix');
  };
  const measured = JSON.stringify({
    pitch: Array.from(lib.pitch(sound(wavs.tone)).values, String),
    formants: lib.formants(sound(wavs.vowel), { ceiling: 5000 }).frequency.map((one) => Array.from(one, String)),
    egemaps: Array.from(lib.featureSet('egemaps').measure(sound(wavs.voice)), String),
  });`;
const esm = `import * as lib from '${name}';\nconst wavs = ${base64};\n${measuring}\n`;

const channel = (bytes: Uint8Array) => {
  const { channels, sampleRate } = decodeWav(bytes, 'sound.wav');
  return { samples: channels[0], sampleRate };
};
const expected = JSON.stringify({
  pitch: Array.from(pitch(channel(wavs.tone)).values, String),
  formants: formants(channel(wavs.vowel), { ceiling: 5000 }).frequency.map((one) => Array.from(one, String)),
  egemaps: Array.from(featureSet('egemaps').measure(channel(wavs.voice)), String),
});
const numbersIn = (text: string) =>
  [...text.matchAll(/"(-?[\d.e+-]+|NaN)"/g)].map(([, number]) => Number(number));

/** Other engines round the last bit of sines and logarithms otherwise, which measuring raises to 3e-11 at most. */
function assertNear(text: string): void {
  const [found, wanted] = [numbersIn(text), numbersIn(expected)];
  assert.equal(found.length, wanted.length);
  found.forEach((value, i) =>
    assert.ok(
      Object.is(value, wanted[i]) || Math.abs(value - wanted[i]) <= 1e-9 * Math.abs(wanted[i]),
      `${i}: ${value}, ${wanted[i]}`,
    ),
  );
}

describe('the package', () => {
  before(() => {
    run(process.execPath, [path.join(root, 'scripts', 'pack.mjs')], root);
    const [file] = readdirSync(path.join(root, 'build')).filter((each) => each.endsWith('.tgz'));
    mkdirSync(installed, { recursive: true });
    run('tar', ['xzf', path.join(root, 'build', file), '--strip-components=1', '-C', installed]);
    put('package.json', '{ "private": true, "type": "module" }');
    put('esm.mjs', `${esm}\nconsole.log(measured);`);
    put(
      'cjs.cjs',
      `const lib = require('${name}');\nconst wavs = ${base64};\n${measuring}\nconsole.log(measured);`,
    );
    put('web.js', `${esm}\nglobalThis.found = measured;`);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('gives the project’s numbers as ES modules and as CommonJS', () => {
    assert.equal(run(process.execPath, ['esm.mjs']).trim(), expected);
    assert.equal(run(process.execPath, ['cjs.cjs']).trim(), expected);
  });

  for (const version of ['22', '24', '26'])
    test(`the same on Node ${version}`, { skip: withoutTools }, () => {
      for (const file of ['esm.mjs', 'cjs.cjs'])
        assert.equal(run(path.join(root, '.ci', 'with-node.sh'), [version, 'node', file]).trim(), expected);
    });

  test('the same in Bun and in Deno', { skip: withoutTools }, () => {
    assertNear(run(tool('bun'), ['esm.mjs']));
    assertNear(run(tool('deno'), ['run', '--no-remote', '--node-modules-dir=manual', 'esm.mjs']));
  });

  test('the same bundled by esbuild', async () => {
    const outfile = path.join(folder, 'bundle.mjs');
    await build({
      entryPoints: [path.join(folder, 'web.js')],
      bundle: true,
      format: 'esm',
      platform: 'browser',
      outfile,
    });
    put('bundled.mjs', "await import('./bundle.mjs'); console.log(globalThis.found);");
    assert.equal(run(process.execPath, ['bundled.mjs']).trim(), expected);
  });

  test('the same bundled by Vite', { skip: withoutTools }, () => {
    put('index.html', '<!doctype html><script type="module" src="./web.js"></script>');
    run(tool('vite'), ['build', '--logLevel', 'error']);
    const [file] = readdirSync(path.join(folder, 'dist', 'assets'));
    // Vite's own lines before the bundle ask for a document; the bundle itself does not.
    put(
      'vite.mjs',
      `globalThis.document = { createElement: () => ({ relList: { supports: () => true } }) };
      await import('./dist/assets/${file}'); console.log(globalThis.found);`,
    );
    assert.equal(run(process.execPath, ['vite.mjs']).trim(), expected);
  });

  test('pitch alone takes less than 30 kB', async () => {
    const { outputFiles } = await build({
      stdin: { contents: `export { pitch } from '${name}';`, resolveDir: folder },
      ...{ bundle: true, minify: true, format: 'esm', platform: 'browser', write: false },
    });
    assert.ok(outputFiles[0].contents.length < 30_000, `${outputFiles[0].contents.length} bytes`);
  });

  for (const [module, resolution] of [
    ['node16', 'node16'],
    ['nodenext', 'nodenext'],
    ['preserve', 'bundler'],
  ])
    test(`its types serve strict TypeScript with moduleResolution ${resolution}`, () => {
      const use = `import { pitch, featureSet, type Contour, type Signal } from '${name}';
        const sound: Signal = { samples: new Float64Array(16000), sampleRate: 16000 };
        const f0: Contour = pitch(sound, { floor: 60 });
        const names: string[] = featureSet('egemaps').features.map((one) => one.name);
        // @ts-expect-error: a floor is a number
        pitch(sound, { floor: '60' });
        export const all: unknown[] = [f0, names];`;
      for (const file of ['use.mts', 'use.cts']) put(file, use);
      const settings = {
        module,
        moduleResolution: resolution,
        target: 'es2022',
        lib: ['es2022'],
        strict: true,
        types: [],
        noEmit: true,
      };
      put('tsconfig.json', JSON.stringify({ compilerOptions: settings, files: ['use.mts', 'use.cts'] }));
      run(process.execPath, [path.join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder]);
    });

  test('attw and publint find nothing wrong', { skip: withoutTools }, () => {
    const [file] = readdirSync(path.join(root, 'build')).filter((each) => each.endsWith('.tgz'));
    const packed = path.join(root, 'build', file);
    run(tool('attw'), [packed, '--entrypoints', '.']);
    // Files and threads are for Node from 22.12 on, where require() takes ES modules.
    run(tool('attw'), [
      packed,
      '--entrypoints',
      './node',
      '--profile',
      'node16',
      '--ignore-rules',
      'cjs-resolves-to-esm',
    ]);
    run(tool('publint'), [installed, '--strict']);
  });

  test('the lines of its README run', () => {
    const [, code] =
      /^```js\n([^]*?)^```/m.exec(readFileSync(path.join(installed, 'README.md'), 'utf8')) ?? [];
    put('readme.mjs', code);
    const [hz, f1, jitter, columns] = run(process.execPath, ['readme.mjs']).split('\n');
    assert.ok(Math.abs(Number(hz) - 220) < 0.01, hz);
    assert.ok(Number(f1) > 0 && Number(jitter) < 0.001, `${f1} ${jitter}`);
    assert.equal(columns, '88 88');
  });

  test('files are read and measured in threads from ./node', () => {
    // What it needs is installed by those who use it: here the project's own.
    put(
      'node.mjs',
      `import { open, measure, readLinkedCorpora } from '${name}/node';
      const { samples } = await open('voice.wav');
      const segments = [{ id: 'voice', file: 'voice.wav', start: 0, end: Infinity }];
      const { table } = await measure(segments, { dataDir: process.cwd(), set: 'egemaps', channel: 'mix' }, { threads: 1 });
      console.log(JSON.stringify([samples.length, typeof readLinkedCorpora, Array.from(table.values, String)]));`,
    );
    writeFileSync(path.join(folder, 'voice.wav'), wavs.voice);
    const { peerDependencies } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')) as {
      peerDependencies: Record<string, string>;
    };
    for (const other of Object.keys(peerDependencies))
      symlinkSync(path.join(root, 'node_modules', other), path.join(folder, 'node_modules', other));
    const [length, kind, values] = JSON.parse(run(process.execPath, ['node.mjs'])) as [
      number,
      string,
      string[],
    ];
    assert.equal(length, voices[8].signal.samples.length);
    assert.equal(kind, 'function');
    assert.deepEqual(values, (JSON.parse(expected) as { egemaps: string[] }).egemaps);
  });
});
