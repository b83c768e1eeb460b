import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import test, { after, before, describe } from 'node:test';
import { root, takeSteps, text, traceback } from './support/cells';
import type { CellResult, Completion, Inspection, Step } from './support/cells';

/** Below lib/, where a kernel imports from; removed after the test, and not for git. */
const scratch = path.join('lib', 'scratch.tmp');

// All steps are taken in one kernel, because starting one takes seconds; each test looks at its own.
const plan: Step[] = [];
let results: unknown[] = [];
const expected = (steps: readonly Step[]) =>
  steps.filter((step) => typeof step === 'string' || !('write' in step));

/** Plans steps; afterwards their results. */
function steps(...mine: Step[]): () => unknown[] {
  const from = expected(plan).length;
  plan.push(...mine);
  return () => results.slice(from, from + expected(mine).length);
}
const cells = (...mine: Step[]): (() => CellResult[]) => steps(...mine) as () => CellResult[];

describe("the project's kernel", () => {
  before(() => {
    mkdirSync(path.join(root, scratch), { recursive: true });
    results = takeSteps(plan);
  });
  after(() => rmSync(path.join(root, scratch), { recursive: true, force: true }));

  const errors = cells(
    "function measure(): never {\n  // a comment\n  throw new RangeError('floor -3 Hz');\n}\nmeasure();",
    "const fine = 1;\nconst wrong: number = 'text';",
    "const late = async (): Promise<void> => {\n  await 1;\n\n  throw new TypeError('later');\n};\nawait late();",
    "import { pitch } from './lib/praat/pitch';",
    'const signal = { samples: new Float64Array(100), sampleRate: 8000 };\n\npitch(signal, { floor: 600, ceiling: 75 });',
    "throw new Error('outer', { cause: new RangeError('inner') });",
    "throw 'a text';",
  );
  test('an error names the lines of cells and of the library as they are written, and no line of the kernel', () => {
    const [thrown, types, later, , deep, cause, text] = errors();
    assert.equal(thrown.status, 'error');
    const [error] = thrown.outputs;
    assert.deepEqual([error.type, error.ename, error.evalue], ['error', 'RangeError', 'floor -3 Hz']);
    assert.deepEqual(error.traceback, [
      'RangeError: floor -3 Hz',
      '    at measure (cell [1], line 3)',
      "        throw new RangeError('floor -3 Hz');",
      '    at cell [1], line 5',
      '        measure();',
    ]);
    assert.match(
      traceback(types),
      /cell line 2:7 - Type 'string' is not assignable to type 'number'.\n {4}const wrong.*\n {10}\^/,
    );
    assert.match(
      traceback(later),
      /at late \(cell \[3\], line 4\)[^]*at cell \[3\], line 6\n {8}await late\(\);/,
    );
    const library = /at (\w+) \(lib\/praat\/pitch\.ts:(\d+)\)\n {8}throw new RangeError\(/;
    assert.match(traceback(deep), library);
    assert.match(traceback(deep), /at cell \[5\], line 3\n {8}pitch\(signal/);
    assert.match(traceback(cause), /^Error: outer[^]*caused by RangeError: inner/);
    assert.equal(traceback(text), 'thrown: a text');
    for (const failed of [thrown, later, deep, cause])
      assert.doesNotMatch(traceback(failed), /node_modules|scripts|tslab|node:|evalmachine|\/home|undefined/);
  });

  const failures = steps(
    { burst: ["throw new Error('one');", '2', '3'] },
    '4',
    "throw new Error('and');",
    "throw new Error('again');",
    '5',
  );
  test('a failing cell takes those already sent with it, and not the next; several in a row likewise', () => {
    const [burst, ...after] = failures() as [CellResult[], ...CellResult[]];
    assert.deepEqual(
      burst.map(({ status }) => status),
      ['error', 'aborted', 'aborted'],
    );
    assert.deepEqual(
      after.map(({ status }) => status),
      ['ok', 'error', 'error', 'ok'],
    );
    assert.equal(text(after[3]), '5\n');
  });

  const twice = cells(
    "const side: number = 'long';",
    "const side: number = 'long';",
    "import { gone } from './lib/gone';\ngone();",
    "import { gone } from './lib/gone';\ngone();",
    'const width = 7;\nwidth',
    'const width = 7;\nwidth',
    'const width = 7;\nwidth',
  );
  test('a cell that is run again unchanged says the same again', () => {
    const [side, sideAgain, gone, goneAgain, ...widths] = twice();
    assert.match(traceback(side), /'string' is not assignable to type 'number'/);
    assert.equal(traceback(sideAgain), traceback(side));
    assert.match(traceback(gone), /Cannot find module '.\/lib\/gone'/);
    assert.equal(traceback(goneAgain), traceback(gone));
    assert.deepEqual(widths.map(text), ['7\n', '7\n', '7\n']);
  });

  const loop =
    'let count = 0;\nconst loop = async () => {\n  for (;;) {\n    await new Promise((r) => setTimeout(r, 20));\n' +
    '    try { await count++; } catch { count = 0; }\n  }\n};';
  const interrupts = cells(
    { interrupt: 'for (;;) {}' },
    { interrupt: 'console.log(1); for (let i = 0; ; i++) { await i; }' },
    loop,
    { interrupt: 'setTimeout(() => console.log(1), 300);\nawait loop();' },
    'const seen = count;\nawait new Promise((r) => setTimeout(r, 200));\n[seen > 5, seen === count]',
    'const forever = new Promise(() => {});',
    { interrupt: 'console.log(1); await forever;' },
    '1 + 1',
  );
  test('an interrupt stops loops that compute, that await, and what they left behind, within 2 s', () => {
    const [computing, awaiting, , sleeping, stopped, , forgotten, next] = interrupts();
    for (const interrupted of [computing, awaiting, sleeping, forgotten]) {
      const error = interrupted.outputs.find(({ type }) => type === 'error');
      assert.deepEqual([interrupted.status, error?.ename], ['error', 'Interrupted'], traceback(interrupted));
      assert.ok(interrupted.seconds < 2, `${interrupted.seconds} s`);
    }
    assert.match(traceback(sleeping), /at loop \(cell \[\d+\], line [45]\)/);
    assert.equal(text(stopped), '[ true, true ]\n');
    assert.equal(text(next), '2\n');
  });

  const printing = cells("for (let i = 0; i < 3000; i++) console.log(i);\nawait 1;\nconsole.log('end');");
  test('of thousands of lines printed at once none is lost', () => {
    const lines = text(printing()[0]).split('\n');
    assert.deepEqual([lines.length, lines[2999], lines[3000]], [3002, '2999', 'end']);
  });

  const keys = cells(
    "const name = 'x';\nconst pair = { name: 1, other: 2 };",
    'const { name: first } = pair;\nconst made = { name, first };\nmade',
    'const { other: name2, ...others } = pair;\n({ name: others.name, pair: name2 })',
  );
  test('names of earlier cells can be keys', () => {
    const [, pair, ...rest] = keys();
    assert.equal(text(pair), "{ name: 'x', first: 1 }\n");
    assert.equal(text(rest[0]), '{ name: 1, pair: 2 }\n');
  });

  const help = steps(
    "import { pitch } from './lib/praat/pitch';",
    { complete: 'const f = pit|' },
    { complete: "import { mea| } from './lib/stats/summary';" },
    { complete: "import { pitch } from './lib/praat/pit|" },
    { complete: 'pitch({ samples: new Float64Array(9), sampleRate: 9 }).va|' },
    { inspect: 'pit|ch(signal)' },
    { inspect: 'pitch(signal, |' },
  );
  test('Tab completes names and files of the library; Shift-Tab shows types and docstrings', () => {
    const [, name, imported, file, member, shown, inside] = help() as [
      CellResult,
      Completion,
      Completion,
      Completion,
      Completion,
      Inspection,
      Inspection,
    ];
    assert.deepEqual(name.matches, ['pitch']);
    assert.equal(imported.matches[0], 'mean');
    assert.ok(file.matches.includes('./lib/praat/pitch'));
    assert.deepEqual(member.matches, ['values']);
    for (const { data } of [shown, inside]) {
      const help = data['text/plain'] ?? '';
      assert.match(help, /pitch\(sound: Sound, options\?: PitchOptions/);
      assert.match(help, /Fundamental frequency by normalized autocorrelation/);
      assert.match(help, /@param options floor 75 Hz/);
      assert.match(help, /@throws RangeError/);
    }
  });

  const voice = [
    '/** How a voice is asked. */',
    'export interface VoiceOptions {',
    '  /** Lowest F0, Hz; 75 unless given. */',
    '  readonly floor?: number;',
    '  readonly ceiling?: number;',
    '}',
    '',
    '/**',
    ' * Mean F0 of a voice, Hz. Of silence it is NaN.',
    ' *',
    ' * @example voicePitch({ floor: 60 });',
    ' */',
    'export function voicePitch({ floor = 75, ceiling = 600 }: VoiceOptions = {}): number {',
    '  return floor + ceiling;',
    '}',
    '',
  ].join('\n');
  const front = './lib/scratch.tmp/front';
  const finding = steps(
    { write: { [path.join(scratch, 'voice.ts')]: voice } },
    {
      write: {
        [path.join(scratch, 'front.ts')]: "export { voicePitch, type VoiceOptions } from './voice';\n",
      },
    },
    `import * as front from '${front}';`,
    { complete: 'front.|' },
    { complete: `import { | } from '${front}';` },
    { complete: 'front.voicePitch({ | })' },
    { inspect: 'front.|' },
    { inspect: 'front.voicePitch(|' },
    { inspect: 'front.voicePitch({ floor|: 1 })' },
    'front.voicePich();',
    `import { voicePich } from '${front}';`,
    'front.voice;',
    'front.anythingElse;',
    'front.voicePitch({ flor: 1 });',
    'front.voicePitch({ roof: 1 });',
  );
  test('what a module has is found: by Tab, by Shift-Tab, and from a wrong name', () => {
    const [, names, imported, options, whole, help, option, ...failed] = finding() as [
      CellResult,
      Completion,
      Completion,
      Completion,
      Inspection,
      Inspection,
      Inspection,
      ...CellResult[],
    ];
    assert.deepEqual(names.matches, ['voicePitch']);
    assert.deepEqual(
      names.metadata._jupyter_types_experimental.map(({ type }) => type),
      ['function'],
    );
    assert.deepEqual([...imported.matches].sort(), ['VoiceOptions', 'type', 'voicePitch']);
    assert.deepEqual(options.matches, ['ceiling', 'floor']);
    assert.equal(whole.data['text/plain'], 'front has:\n  voicePitch         Mean F0 of a voice, Hz.');
    assert.match(
      help.data['text/plain'] ?? '',
      /^voicePitch\(.*VoiceOptions\): number\n\nMean F0 of a voice, Hz\. Of silence it is NaN\.\n\nExample:\nvoicePitch\(\{ floor: 60 \}\);$/,
    );
    assert.match(option.data['text/plain'] ?? '', /floor\?: number\n\nLowest F0, Hz; 75 unless given\.$/);
    assert.deepEqual(
      failed.map(({ outputs }) => outputs[0]?.evalue),
      [
        "There is no 'voicePich' in front. Did you mean 'voicePitch'?",
        "There is no 'voicePich' in lib/scratch.tmp/front. Did you mean 'voicePitch'?",
        "There is no 'voice' in front. Did you mean 'voicePitch'?",
        "There is no 'anythingElse' in front.",
        "There is no 'flor' in VoiceOptions: it has ceiling, floor. Did you mean 'floor'?",
        "There is no 'roof' in VoiceOptions: it has ceiling, floor.",
      ],
    );
  });

  const deep = (code: string) => ({ write: { [path.join(scratch, 'deep.ts')]: code } });
  const top = "import { one } from './deep';\nexport const ten = () => 10 * one;\n";
  const importCell = "import { ten } from './lib/scratch.tmp/top';\nten()";
  const edits = cells(
    { write: { [path.join(scratch, 'top.ts')]: top } },
    deep('export const one = 1;\n'),
    importCell,
    deep('export const one = 2;\n'),
    importCell,
    deep('export const one = ;\n'),
    importCell,
    deep("export const one: number = 'three';\n"),
    importCell,
    deep('export const one = 30;\n'),
    importCell,
  );
  test('an edit deep below an import is in force when the import cell is run again, also after a mistake', () => {
    const results = edits();
    const answers = results.map((result) => (result.status === 'ok' ? text(result) : result.status));
    assert.deepEqual(answers, ['10\n', '20\n', 'error', 'error', '300\n']);
    assert.match(traceback(results[2]), /deep\.ts:1:20 - Expression expected/);
    assert.match(traceback(results[3]), /deep\.ts:1:14 - Type 'string' is not assignable/);
  });

  const side = (code: string) => ({ write: { [path.join(scratch, 'side.ts')]: code } });
  const passed = cells(
    side('export const value = 1;\n'),
    "import './lib/scratch.tmp/side';",
    ...['1', '2', '3'],
    side('export const value = 2;\n'),
    '4',
    "import { value } from './lib/scratch.tmp/side';\nvalue",
  );
  test('so is an edit of a file that was loaded for an earlier cell and not needed since', () => {
    assert.equal(text(passed()[5]), '2\n', traceback(passed()[5]));
  });

  const put = (value: number, seconds: number): string =>
    `writeFileSync('${scratch}/old.ts', 'export function value(): number {\\n  return ${value};\\n}\\n');\n` +
    `utimesSync('${scratch}/old.ts', ${seconds}, ${seconds});`;
  const older = cells(
    "import { utimesSync, writeFileSync } from 'node:fs';",
    put(1, 1000),
    "import { value } from './lib/scratch.tmp/old';\nvalue()",
    put(2, 900),
    "import { value } from './lib/scratch.tmp/old';\nvalue()",
  );
  test('so is a file that an older one was put in the place of, with another body of a function', () => {
    const [, , before, , now] = older();
    assert.deepEqual([before, now].map(text), ['1\n', '2\n']);
  });
});
