import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import vm from 'node:vm';
import { build, type Metafile } from 'esbuild';
import { featureSet } from '../lib/features/sets';
import { predictStarter } from '../lib/models/starter/predict-starter';
import { starterFile } from '../lib/models/starter/read-starter';
import { openStarter } from '../lib/models/starter/starter';
import { random } from '../lib/stats/random';
import { openBrowser, withoutBrowser } from './support/browser';
import { everythingMeasured } from './support/everything-measured';

const root = path.join(__dirname, '..');

/** What a browser would load for `code`: one script, with nothing left outside it. */
async function bundle(code: string): Promise<{ script: string; metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: root, loader: 'ts' },
    bundle: true,
    format: 'iife',
    globalName: 'bundled',
    platform: 'browser',
    minify: true,
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  return { script: outputFiles[0].text, metafile };
}

const whole = bundle("export { everythingMeasured } from './test/support/everything-measured';");

test('measuring and statistics run where there is nothing of Node, with the same numbers', async () => {
  // Of what browsers have beside the language itself, these alone.
  const context = vm.createContext({ atob, TextDecoder, TextEncoder });
  vm.runInContext((await whole).script, context);
  assert.equal(
    vm.runInContext('typeof Buffer + typeof process + typeof require', context),
    'undefined'.repeat(3),
  );
  const names = ['word', 'high'];
  const found: unknown = vm.runInContext(`bundled.everythingMeasured(${JSON.stringify(names)})`, context);
  assert.equal(found, everythingMeasured(names));
});

test('the same in Chromium', { skip: withoutBrowser }, async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    const { script } = await whole;
    const names = ['glide', 'telephone', 'high'];
    const found = await page.evaluate<string>(
      `${script};bundled.everythingMeasured(${JSON.stringify(names)})`,
    );
    assertNear(JSON.parse(found), JSON.parse(everythingMeasured(names)), '');
  } finally {
    await browser.close();
  }
});

/**
 * Equal texts, and numbers to nine digits: the engines of Node and of the browser differ in the last bit of a sine, power or
 * logarithm in 2 to 10 of 100, which measuring raises to 3e-11 of a value at most, in descriptors of eGeMAPS.
 */
function assertNear(found: unknown, expected: unknown, place: string): void {
  if (typeof expected === 'object' && expected !== null) {
    assert.ok(typeof found === 'object' && found !== null, place);
    assert.deepEqual(Object.keys(found), Object.keys(expected), place);
    for (const [key, value] of Object.entries(expected)) {
      assertNear(found[key as keyof typeof found], value, `${place}.${key}`);
    }
    return;
  }
  if (found === expected) return;
  const [number, wanted] = [Number(found), Number(expected)];
  assert.ok(Math.abs(number - wanted) <= 1e-9 * Math.abs(wanted), `${place}: ${number}, in Node ${wanted}`);
}

test('the starter model predicts where there is nothing of Node, with the same numbers', async () => {
  const { script, metafile } = await bundle(
    "export { openStarter } from './lib/models/starter/starter';" +
      "export { predictStarter } from './lib/models/starter/predict-starter';",
  );
  for (const file of Object.keys(metafile.inputs)) assert.match(file, /^(<stdin>|lib\/(models|stats)\/)/);
  const { features } = featureSet('original83');
  const expected = {
    name: 'original83',
    version: featureSet('original83').version,
    features: features.map(({ name }) => name),
  };
  const stored: unknown = JSON.parse(readFileSync(starterFile(), 'utf8'));
  const next = random(1);
  const { median, interquartileRange } = openStarter(stored, expected).novelty.normalizer;
  const values = Array.from(
    { length: 70 * 83 },
    (_, k) => median[k % 83] + interquartileRange[k % 83] * next.uniform(-0.5, 0.5),
  );
  const windows = Array.from({ length: 70 }, (_, i) => ({ start: 2 * i, end: 2 * i + 4 }));
  const known = {
    windows,
    voices: windows.map(({ start }) => (start < 128 ? 'long' : 'short')),
    empty: [],
    silent: [3],
  };
  const context = vm.createContext({});
  vm.runInContext(script, context);
  const found: unknown = vm.runInContext(
    `const rows = { features: ${JSON.stringify(expected.features)}, values: Float64Array.from(${JSON.stringify(values)}) };
    const { arousal, onOwnScale } = bundled.predictStarter(
      bundled.openStarter(${JSON.stringify(stored)}, ${JSON.stringify(expected)}), rows, ${JSON.stringify(known)});
    JSON.stringify([Array.from(arousal), onOwnScale]);`,
    context,
  );
  const rows = { features: expected.features, values: Float64Array.from(values) };
  const { arousal, onOwnScale } = predictStarter(openStarter(stored, expected), rows, known);
  assert.equal(found, JSON.stringify([Array.from(arousal), onOwnScale]));
  assert.deepEqual(onOwnScale, ['long']);
  assert.ok(arousal.every((value, row) => Number.isNaN(value) === (row === 3)));
});

test('what is not asked for is not loaded', async () => {
  const sizes: [string, string, number, RegExp][] = [
    // Half as much again as they take, so that a new import of a whole room is seen and a longer sentence is not.
    ['pitch', './lib/praat/pitch', 26_000, /^lib\/(praat|dsp|audio|kernels|stats)\//],
    ['formants', './lib/praat/formants', 30_000, /^lib\/(praat|dsp|audio|kernels|stats)\//],
    ['readTextGrid', './lib/praat/files/text-grid', 11_000, /^lib\/praat\/files\//],
  ];
  for (const [name, file, most, rooms] of sizes) {
    const { script, metafile } = await bundle(`export { ${name} } from '${file}';`);
    assert.ok(script.length < most, `${name}: ${script.length} characters, at most ${most}`);
    const [{ inputs }] = Object.values(metafile.outputs);
    const others = Object.keys(inputs).filter((input) => input !== '<stdin>' && !rooms.test(input));
    assert.deepEqual(others, [], name);
  }
});
