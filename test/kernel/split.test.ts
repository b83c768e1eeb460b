import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, test } from 'node:test';
import vm from 'node:vm';
import fc from 'fast-check';
import { root } from '../support/cells';

interface Notebook {
  run(source: string, number: number, context: object): Promise<{ readonly value: unknown }>;
}
const { createNotebook } = createRequire(__filename)('../../scripts/kernel/notebook.cjs') as {
  createNotebook: (folder: string, remember: (number: number) => string) => Notebook;
};

const notebook = createNotebook(path.join(root, 'test', 'kernel'), (number) => `cell-${number}`);
let cells = 0;
async function run(source: string): Promise<unknown> {
  const over = new Promise(() => {});
  const context = { identity: source, turn: () => Promise.resolve(), over };
  return (await notebook.run(source, ++cells, context)).value;
}
after(() => {
  assert.ok(cells > 200, `${cells} cells were run`);
});

/** Statements of a random program: what each declares or does depends on those before it. */
const kinds = [
  'let',
  'const',
  'var',
  'function',
  'arrow',
  'assign',
  'loop',
  'closure',
  'branch',
  'destructure',
  'class',
] as const;
const choice = fc.record({
  kind: fc.constantFrom(...kinds),
  a: fc.nat(99),
  b: fc.nat(99),
  n: fc.integer({ min: -9, max: 9 }),
});
type Choice = typeof choice extends fc.Arbitrary<infer T> ? T : never;

interface Program {
  /** As a notebook says it. */
  readonly typescript: string[];
  /** The same in global scripts, where every declaration can be made again: `var` for `let`, `const` and `class`. */
  readonly reference: string[];
  readonly numbers: string[];
}

/** Writes a program; `prefix` keeps its names apart from those of other programs. */
function write(choices: readonly Choice[], prefix: string): Program {
  const numbers: string[] = [];
  const variables: string[] = [];
  const functions: string[] = [];
  const typescript: string[] = [];
  const reference: string[] = [];
  const pick = (names: readonly string[], at: number): string | undefined =>
    names[at % Math.max(1, names.length)];
  choices.forEach(({ kind, a, b, n }, i) => {
    const name = `${prefix}${i}`;
    const value = pick(numbers, a) ?? `${n}`;
    const target = pick(variables, b);
    const call = functions.length > 0 ? `${pick(functions, b)}(${value})` : `${value} + 1`;
    const both = (text: string): void => {
      typescript.push(text);
      reference.push(text);
    };
    const declared = (keyword: string, rest: string): void => {
      typescript.push(`${keyword} ${rest}`);
      reference.push(`var ${rest}`);
    };
    if (kind === 'let' || kind === 'var' || kind === 'const') {
      declared(kind, `${name} = ${call} + ${n};`);
      numbers.push(name);
      if (kind !== 'const') variables.push(name);
    } else if (kind === 'function') {
      const body = `{ ${target ? `${target} += v;` : ''} return v + ${value} * 2; }`;
      typescript.push(`function ${name}(v: number): number ${body}`);
      reference.push(`function ${name}(v) ${body}`);
      functions.push(name);
    } else if (kind === 'arrow') {
      const value2 = pick(numbers, b) ?? '3';
      typescript.push(
        `const ${name} = (${value2.startsWith(prefix) ? value2 : 'x'}: number) => ${value} - ${value2};`,
      );
      reference.push(`var ${name} = (${value2.startsWith(prefix) ? value2 : 'x'}) => ${value} - ${value2};`);
      functions.push(name);
    } else if (kind === 'assign') both(target ? `${target} = ${call} % 1000;` : ';');
    else if (kind === 'loop')
      both(target ? `for (let i = 0; i < 3; i++) { const step = i * ${n}; ${target} += step; }` : ';');
    else if (kind === 'branch')
      both(target ? `if (${value} > 0) { ${target}--; } else { let ${target} = ${n}; ${target}++; }` : ';');
    else if (kind === 'closure') {
      declared('const', `${name} = [1, 2].map((k) => k * ${value}).reduce((s, k) => s + k, ${n});`);
      numbers.push(name);
    } else if (kind === 'destructure') {
      declared(
        'let',
        `{ p: ${name}, q: [${name}b = ${n}] } = { p: ${value}, q: ${n > 0 ? '[]' : `[${value}]`} };`,
      );
      numbers.push(name, `${name}b`);
      variables.push(name, `${name}b`);
    } else {
      const body = `{ get() { return ${value}; } static of() { return new ${name}().get() + 1; } }`;
      typescript.push(`class ${name} ${body}`);
      reference.push(`var ${name} = class ${name} ${body};`);
      functions.push(`${name}.of`);
      if (n >= 0) functions.pop();
    }
  });
  // A static method takes no number.
  return {
    typescript: typescript.map((text) => text.replace(/(\w+\.of)\([^()]*\)/g, '$1()')),
    reference: reference.map((text) => text.replace(/(\w+\.of)\([^()]*\)/g, '$1()')),
    numbers,
  };
}

const program = fc.record({
  choices: fc.array(choice, { minLength: 4, maxLength: 10 }),
  /** Where a cell ends. */
  cuts: fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
  /** Cells to run again, in any order. */
  again: fc.array(fc.nat(99), { maxLength: 3 }),
});

let programs = 0;
test(
  'a program split into cells, some of them run again, gives what it gives unsplit',
  { timeout: 600_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(program, async ({ choices, cuts, again }) => {
        const { typescript, reference, numbers } = write(choices, `p${++programs}_`);
        const groups: number[][] = [[]];
        typescript.forEach((_, i) => {
          groups.at(-1)?.push(i);
          if (cuts[i]) groups.push([]);
        });
        const filled = groups.filter((group) => group.length > 0);
        const order = [...filled, ...again.map((at) => filled[at % filled.length])];
        const context = vm.createContext({});
        for (const group of order) {
          await run(group.map((i) => typescript[i]).join('\n'));
          vm.runInContext(group.map((i) => reference[i]).join('\n'), context);
        }
        const list = `[${numbers.join(', ')}]`;
        assert.deepEqual(JSON.stringify(await run(list)), JSON.stringify(vm.runInContext(list, context)));
      }),
      { numRuns: 40, seed: 15 },
    );
  },
);

test("two cells run again in turn, each of which makes its name of the other's, keep their types", async () => {
  await run('let even = [1];');
  for (let i = 0; i < 60; i++) {
    await run('let odd = even.map((v) => v + 1);');
    await run('let even = odd.filter((v) => v > 0);');
  }
  assert.deepEqual(await run('even.map((v) => v.toFixed(1))'), ['61.0']);
  await assert.rejects(run('even[0].length'), { name: 'TypeScriptError' });
});
