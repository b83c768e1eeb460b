import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before, describe } from 'node:test';
import { kernels, takeSteps, text, traceback } from '../support/cells';
import type { CellResult, Completion, Step } from '../support/cells';

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'saa-notebook-')));
const put = (name: string, content: string): void => writeFileSync(path.join(folder, name), content);

const helperNow = (value: number) => `export function helped(): number {\n  return ${value};\n}\n`;
const plan = {
  helper: "import { helped } from './helpers';\nhelped()",
  edit: { write: { [path.join(folder, 'helpers.ts')]: helperNow(2) } },
  helperAgain: "import { helped } from './helpers';\nhelped()",
  wrong: { write: { [path.join(folder, 'helpers.ts')]: helperNow(2).replace('return 2', "return 'two'") } },
  helperWrong: "import { helped } from './helpers';\nhelped()",
  library: "import { mean } from './lib/stats/summary';\nmean([1, 3])",
  json: "import data from './data.json';\ndata.values.length",
  ownPackage: "import { own } from 'own-package';\nown",
  esPackage: "import whole, { named } from 'es-package';\n[whole, named]",
  file: "import fs from 'node:fs';\nfs.readFileSync('data.json', 'utf8').length",
  missing: "fs.readFileSync('sounds/missing.wav')",
  missingLibrary:
    "import { readRecording } from './lib/audio/recording';\nawait readRecording('sounds/missing.wav')",
  home: "import os from 'node:os';\nfs.readdirSync('~').length === fs.readdirSync(os.homedir()).length && fs.existsSync('~/.')",
  homeLater: "(await import('node:fs/promises')).access('~')",
  noHelper: "import { x } from './helper';",
  noFolder: "import { x } from './nowhere/helper';",
  noFile: "import { x } from './lib/stats/sumary';",
  noPackage: "import { x } from 'danfojs-nod';",
  noBuiltin: "import { x } from 'node:pth';",
  noExport: "import { meen } from './lib/stats/summary';",
  noName: 'formants',
  python: "print('hello')",
  undeclared: 'quantile7 = 5',
  noGlobal: 'consle.log(1)',
  noGlobalEither: 'new Promize(() => {})',
  noOwnName: 'const fundamental = 1;\nfundamentl',
  noMember: '[1].lenght',
  packages: { complete: "import x from 'danf|" },
  scoped: { complete: "import x from '@tensor|" },
  builtins: { complete: "import('node:pa|" },
  files: { complete: "import x from './hel|" },
  libraryFiles: { complete: "import { mean } from './lib/stats/summ|" },
  flood: 'for (let i = 0; i < 20000; i++) console.log(i);',
  floodOnOneLine: "for (let i = 0; i < 3000; i++) process.stdout.write('x'.repeat(1000));",
  mixed: "console.log('a'); console.error('b'); console.log('c');",
} satisfies Record<string, Step>;
type Name = keyof typeof plan;

describe('a kernel in a folder of its own', () => {
  const results = new Map<string, unknown>();
  const cell = (name: Name) => results.get(name) as CellResult;
  const completed = (name: Name) => (results.get(name) as Completion).matches;

  before(() => {
    put('helpers.ts', helperNow(1));
    put('data.json', '{ "values": [1, 2, 3] }');
    const installed: Record<string, Record<string, string>> = {
      'own-package': { 'package.json': '{ "main": "x.js" }', 'x.js': 'exports.own = 7;' },
      'es-package': {
        'package.json': '{ "type": "module", "exports": { "import": "./x.mjs" } }',
        'x.mjs': 'export const named = 8;\nexport default 9;',
      },
    };
    for (const [name, files] of Object.entries(installed)) {
      const place = path.join(folder, 'node_modules', name);
      mkdirSync(place, { recursive: true });
      for (const [file, content] of Object.entries(files)) writeFileSync(path.join(place, file), content);
    }
    const all = takeSteps(Object.values(plan), 'tslab', kernels, folder);
    const asked = Object.entries(plan).filter(([, step]) => typeof step === 'string' || !('write' in step));
    asked.forEach(([name], i) => results.set(name, all[i]));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('imports are relative to it: helpers, edits of them, JSON, packages; the library is there all the same', () => {
    const ok: [Name, string][] = [
      ['helper', '1'],
      ['helperAgain', '2'],
      ['library', '2'],
      ['json', '3'],
      ['ownPackage', '7'],
      ['esPackage', '[ 9, 8 ]'],
    ];
    for (const [name, value] of ok) assert.equal(text(cell(name)).trim(), value, traceback(cell(name)));
    assert.match(traceback(cell('helperWrong')), /helpers\.ts:2:3 - Type 'string' is not assignable/);
  });

  test('files are relative to it, ~ is the home folder, and what is not found names where it was looked for', () => {
    assert.equal(text(cell('file')).trim(), '23');
    const place = path.join(folder, 'sounds');
    for (const name of ['missing', 'missingLibrary'] as const)
      assert.ok(traceback(cell(name)).includes(`(looked in ${place})`), traceback(cell(name)));
    assert.ok(homedir() !== folder);
    assert.equal(text(cell('home')).trim(), 'true', traceback(cell('home')));
    assert.equal(cell('homeLater').status, 'ok', traceback(cell('homeLater')));
  });

  test('what is not found says where it is or what was meant', () => {
    const said: [Name, string | RegExp][] = [
      ['noHelper', `Looked in ${folder}. Did you mean './helpers'?`],
      ['noFolder', `Looked in ${path.join(folder, 'nowhere')}.`],
      ['noFile', "Did you mean './lib/stats/summary'?"],
      ['noPackage', "Did you mean 'danfojs-node'?"],
      ['noBuiltin', "Did you mean 'node:path'?"],
      ['noExport', "Did you mean 'mean'?"],
      ['noName', "It can be imported: import { formants } from './lib/index';"],
      ['python', "Python's print is here console.log(…)"],
      ['undeclared', 'declare it: let quantile7 = …'],
      ['noGlobal', "Did you mean 'console'?"],
      ['noGlobalEither', "Did you mean 'Promise'?"],
      ['noOwnName', "Did you mean 'fundamental'?"],
      ['noMember', "Did you mean 'length'?"],
    ];
    for (const [name, words] of said) {
      const message = traceback(cell(name));
      assert.ok(typeof words === 'string' ? message.includes(words) : words.test(message), message);
    }
  });

  test('Tab completes packages and files in import strings', () => {
    assert.deepEqual(completed('packages'), ['danfojs-node']);
    assert.ok(completed('scoped').includes('@tensorflow/tfjs-node'));
    assert.deepEqual(completed('builtins'), ['node:path', 'node:path/posix', 'node:path/win32']);
    assert.deepEqual(completed('files'), ['./helpers']);
    assert.deepEqual(completed('libraryFiles'), ['./lib/stats/summary']);
  });

  test('a flood is cut with a note, and its end is shown', () => {
    const lines = text(cell('flood')).trimEnd().split('\n');
    assert.deepEqual([lines.length, lines[4999], lines[5001], lines[5100]], [5101, '4999', '19900', '19999']);
    assert.match(lines[5000], /^\[14900 lines left out/);
    assert.ok(cell('flood').outputs.length < 100 && cell('flood').seconds < 10);
    assert.ok(text(cell('floodOnOneLine')).length < 2e6);
    const streams = cell('mixed').outputs.map((output) => (output as { name?: string }).name);
    assert.deepEqual(streams, ['stdout', 'stderr', 'stdout']);
  });
});
