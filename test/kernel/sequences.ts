/** Cells in the order in which they are run, each with what it must do. */
export interface Sequence {
  readonly title: string;
  readonly cells: readonly Cell[];
}

/**
 * A cell and its answer: what it prints, an expression for `error: /…/` that its traceback matches, or nothing. A cell that
 * begins with `=` prints the JSON of an expression. `interrupt` interrupts it at its first output.
 */
export type Cell =
  | string
  | readonly [source: string, answer: string]
  | { readonly fails: string; readonly with: RegExp }
  | { readonly interrupt: string };

const fails = (source: string, pattern: RegExp): Cell => ({ fails: source, with: pattern });

/**
 * The answers are those that the same program gives in Node's REPL (in strict mode, where a name declared again is a new
 * one, as in a browser's console) and, where a cell is run again or fails, those of IPython.
 */
export const sequences: readonly Sequence[] = [
  {
    title: 'a variable assigned in a later cell is the one an earlier function reads',
    cells: [
      'let threshold = 0.5; const above = (v: number) => v > threshold;',
      'threshold = 0.9;',
      ['= [above(0.7), threshold]', '[false,0.9]'],
    ],
  },
  {
    title: 'a function changes a variable that a later cell assigned',
    cells: [
      'let total = 0; function add(v: number) { total += v; return total; }',
      'total = 10',
      ['= [add(5), total]', '[15,15]'],
    ],
  },
  {
    title: 'a function declared again is the one its callers call',
    cells: [
      'function rate() { return 1; }\nfunction price() { return 10 * rate(); }',
      ['= price()', '10'],
      'function rate() { return 2; }',
      ['= price()', '20'],
    ],
  },
  {
    title: 'an arrow function declared again is the one its callers call',
    cells: [
      'const unit = () => "Hz"; const label = () => `5 ${unit()}`;',
      'const unit = () => "kHz";',
      ['= label()', '"5 kHz"'],
    ],
  },
  { title: 'const is declared freely again', cells: ['const c1 = 1;', 'const c1 = 2;', ['= c1', '2']] },
  {
    title: 'const becomes let and let const',
    cells: ['const k1 = 1;', 'let k1 = 2;', 'k1 = 3;', 'const k1 = 4;', ['= k1', '4']],
  },
  {
    title: 'a const is not assigned',
    cells: [
      'const fixed = 1;',
      fails('fixed = 2;', /line 1:1 - Cannot assign to 'fixed' because it is a constant/),
      ['= fixed', '1'],
    ],
  },
  {
    title: 'a const is not assigned in its own cell',
    cells: [
      fails('const own1 = 1;\nown1 = 2;', /line 2:1 - Cannot assign to 'own1' because it is a constant/),
    ],
  },
  {
    title: 'an import is not assigned',
    cells: [
      "import { mean as mean1 } from './lib/stats/summary';",
      fails('mean1 = 2;', /line 1:1 - Cannot assign to 'mean1'/),
    ],
  },
  { title: 'another type on a rerun', cells: ['let many = 1;', "let many = 'one';", ['= many.length', '3']] },
  {
    title: 'a type error in an assignment to an earlier name',
    cells: [
      'let count1 = 1;',
      fails("count1 = 'one';", /line 1:1 - Type 'string' is not assignable to type 'number'/),
      ['= count1', '1'],
    ],
  },
  {
    title: 'var keeps its value when it is declared again without one',
    cells: ['var v1 = 5;', 'var v1;', ['= v1', '5']],
  },
  {
    title: 'let without a value is undefined again',
    cells: ['let l1 = 5;', 'let l1;', ['= l1 === undefined', 'true']],
  },
  {
    title: 'var in a block and in a loop is a name of the notebook',
    cells: [
      'if (true) { var inBlock = 1; }\nfor (var inLoop = 0; inLoop < 3; inLoop++) {}',
      ['= [inBlock, inLoop]', '[1,3]'],
    ],
  },
  {
    title: 'var in for of and for in',
    cells: [
      'for (var item of [1, 2]) {}\nfor (var [key1, value1] of Object.entries({ a: 1 })) {}\nfor (var index in [7]) {}',
      ['= [item, key1, value1, index]', '[2,"a",1,"0"]'],
    ],
  },
  {
    title: 'let in a block and in a loop is not',
    cells: [
      '{ let hidden = 1; }\nfor (let hiddenToo = 0; hiddenToo < 1; hiddenToo++) {}',
      fails('hidden', /Cannot find name 'hidden'/),
      fails('hiddenToo', /Cannot find name 'hiddenToo'/),
    ],
  },
  {
    title: 'a parameter, a local and a caught error hide a name',
    cells: [
      "let shadow = 'outer';",
      "const seen: string[] = [];\n((shadow: string) => seen.push(shadow))('parameter');\n{ let shadow = 'local'; seen.push(shadow); }\ntry { throw 'caught'; } catch (shadow) { seen.push(shadow as string); }",
      ['= [...seen, shadow]', '["parameter","local","caught","outer"]'],
    ],
  },
  {
    title: 'a local of a function declared after its use hides a name',
    cells: [
      "let late1 = 'outer';",
      "function inner() { const get = () => late1; const late1 = 'inner'; return get(); }",
      ['= inner()', '"inner"'],
    ],
  },
  {
    title: 'closures in a loop keep their own variable',
    cells: [
      'const closures: (() => number)[] = [];\nfor (let i = 0; i < 3; i++) closures.push(() => i);',
      ['= closures.map((f) => f())', '[0,1,2]'],
    ],
  },
  {
    title: 'closures over a name of the notebook share it',
    cells: [
      'let shared = 0;\nconst bumps = [1, 2, 3].map((by) => () => (shared += by));',
      'bumps.forEach((bump) => bump());',
      ['= shared', '6'],
    ],
  },
  {
    title: 'destructuring: objects, arrays, defaults, rest, nested, computed, renamed',
    cells: [
      "const field = 'x';\nconst { a: a1, b: b1 = 2, [field]: c2, d: { e: [e1, , f1 = 9] }, ...others } = { a: 1, x: 3, d: { e: [4, 5] }, y: 6, z: 7 } as any;",
      ['= [a1, b1, c2, e1, f1, others]', '[1,2,3,4,9,{"y":6,"z":7}]'],
    ],
  },
  {
    title: 'destructuring into earlier names, and swapping',
    cells: [
      'let left = 1, right = 2;',
      '[left, right] = [right, left];',
      ['= [left, right]', '[2,1]'],
      '({ left, right = 5 } = { left: 7 } as { left: number; right?: number });',
      ['= [left, right]', '[7,5]'],
    ],
  },
  {
    title: 'shorthand properties and methods of the same name',
    cells: [
      'const width = 3; const height = 4;',
      ['= ({ width, height, area() { return width * height; } }).area()', '12'],
      ['= ({ width, inner: { height } })', '{"width":3,"inner":{"height":4}}'],
    ],
  },
  {
    title: 'properties named like a name of the notebook',
    cells: [
      'const size = 1; const box = { size: 5, other: 2 };',
      ['= [box.size, box?.size, box["size"], size]', '[5,5,5,1]'],
      'const { size: boxSize } = box;',
      ['= boxSize', '5'],
    ],
  },
  {
    title: 'compound assignment and increments',
    cells: [
      'let n1 = 5; let n2: number | undefined;',
      'n1 += 2; n1++; --n1; n1 **= 2; n2 ??= 3;',
      ['= [n1, n2]', '[49,3]'],
    ],
  },
  {
    title: 'classes: a method calls a function that is declared again',
    cells: [
      'function greeting() { return "a"; }\nclass Person { static first = new Person(); greet() { return greeting(); } }',
      'const person = new Person();',
      'function greeting() { return "b"; }',
      ['= [person.greet(), Person.first.greet()]', '["b","b"]'],
    ],
  },
  {
    title: 'a class declared again: old objects keep their class, new ones have the new',
    cells: [
      'class Shape { sides() { return 3; } }\nconst make = () => new Shape();\nconst old = make();',
      'class Shape { sides() { return 4; } }',
      ['= [old.sides(), make().sides(), old instanceof Shape]', '[3,4,false]'],
    ],
  },
  {
    title: 'classes: inheritance, private names, statics, accessors over cells',
    cells: [
      'class Base<T> { #value: T; constructor(value: T) { this.#value = value; } get value() { return this.#value; } static of = <T>(v: T) => new Base(v); }',
      'class Derived extends Base<number> { twice() { return 2 * this.value; } }',
      ['= [new Derived(4).twice(), Base.of("x").value]', '[8,"x"]'],
    ],
  },
  {
    title: 'enums',
    cells: [
      "enum Colour { Red = 1, Blue = Red * 4, Name = 'n' as any }",
      ['= [Colour.Red, Colour.Blue, Colour[4]]', '[1,4,"Blue"]'],
      'const colour: Colour = Colour.Blue;',
      ['= colour', '4'],
    ],
  },
  {
    title: 'namespaces',
    cells: [
      'namespace Geometry { export const half = 0.5; export const area = (r: number) => half * r; }',
      ['= Geometry.area(4)', '2'],
    ],
  },
  {
    title: 'interfaces and types of earlier cells are checked',
    cells: [
      'interface Row { id: string; value?: number }\ntype Rows = readonly Row[];',
      "const rows1: Rows = [{ id: 'a' }];",
      fails('const bad: Row = { id: 5 };', /line 1:20 - Type 'number' is not assignable to type 'string'/),
      fails('rows1[0].valeu', /Did you mean 'value'/),
    ],
  },
  {
    title: 'a type and a value of one name in two cells, in either order, rerun',
    cells: [
      'const Level = { low: 1, high: 2 };',
      'type Level = keyof typeof Level;',
      "const level: Level = 'low';",
      'type Level = keyof typeof Level;',
      ['= Level[level]', '1'],
      'interface Both { a: number }',
      'const Both = (a: number): Both => ({ a });',
      ['= Both(3)', '{"a":3}'],
    ],
  },
  {
    title: 'generic functions',
    cells: [
      'function first<T>(values: readonly T[]): T { return values[0]; }\nconst pair = <A, B>(a: A, b: B): [A, B] => [a, b];',
      ['= [first(["x"]).toUpperCase(), pair(1, "y")[1].length]', '["X",1]'],
    ],
  },
  {
    title: 'async functions',
    cells: [
      'let delay = 1;\nasync function later(v: number) { await new Promise((r) => setTimeout(r, delay)); return v * delay; }',
      'delay = 3;',
      ['= await later(2)', '6'],
    ],
  },
  {
    title: 'generators and async generators',
    cells: [
      'let step1 = 2;\nfunction* count(to: number) { for (let i = 0; i < to; i += step1) yield i; }\nasync function* countLater(to: number) { yield* count(to); }',
      'step1 = 3;',
      ['= [...count(7)]', '[0,3,6]'],
      'const collected: number[] = [];\nfor await (const v of countLater(7)) collected.push(v);',
      ['= collected', '[0,3,6]'],
    ],
  },
  {
    title: 'await in conditions, loops, destructuring, templates and arguments',
    cells: [
      'const lazy = async <T,>(v: T) => v;',
      'const { p1, q1 } = await lazy({ p1: 1, q1: 2 });\nlet sum1 = 0;\nfor (const v of await lazy([1, 2])) { if (await lazy(v > 1)) sum1 += await lazy(v); }',
      ['= [p1, q1, sum1, `${await lazy("t")}`, Math.max(await lazy(3), 1)]', '[1,2,2,"t",3]'],
    ],
  },
  {
    title: 'for await over a list of promises',
    cells: ['let sum2 = 0;\nfor await (const v of [Promise.resolve(1), 2]) sum2 += v;', ['= sum2', '3']],
  },
  {
    title: 'using disposes at the end of its block and of its cell',
    cells: [
      'const events: string[] = [];\nconst resource = (name: string) => ({ name, [Symbol.dispose]() { events.push(name); } });',
      "{ using inner = resource('inner'); events.push('in ' + inner.name); }\nusing outer = resource('outer');\nevents.push('after');",
      ['= events', '["in inner","inner","after","outer"]'],
      "await using last = { async [Symbol.asyncDispose]() { events.push('async'); } };",
      ['= events.at(-1)', '"async"'],
    ],
  },
  {
    title: 'import() of a file of the library and of Node',
    cells: [
      "const loaded = await import('./lib/stats/summary');",
      ['= loaded.mean([1, 3])', '2'],
      ["= (await import('node:path')).basename('/a/b')", '"b"'],
    ],
  },
  {
    title: 'import of JSON, whole and by name',
    cells: [
      "import project from '../package.json';\nimport { name as projectName } from '../package.json';",
      ['= [project.name === projectName, typeof projectName]', '[true,"string"]'],
    ],
  },
  {
    title: 'imports of every form',
    cells: [
      "import * as path1 from 'node:path';\nimport path2, { basename } from 'node:path';\nimport type { ParsedPath } from 'node:path';",
      [
        '= [path1.basename("/a"), path2.basename("/b"), basename("/c"), (path1 as any).default === path2]',
        '["a","b","c",true]',
      ],
      'const parsed: ParsedPath = path1.parse("/d");',
      ['= parsed.base', '"d"'],
    ],
  },
  { title: 'require', cells: [["= require('node:path').basename('/r')", '"r"']] },
  {
    title: 'names that shadow globals',
    cells: [
      "const performance = 'mine'; let name = 'n'; const URL = 1; function fetch() { return 'fetched'; }",
      ['= [performance, name, URL, fetch()]', '["mine","n",1,"fetched"]'],
      ['= typeof globalThis.performance.now', '"function"'],
    ],
  },
  {
    title: 'names of the kernel, of JavaScript and of other scripts',
    cells: [
      'const Variable = 1, edits = 2, session = 3, of = 4, async = 5, $ = 6, _ = 7, größe = 8;',
      ['= [Variable, edits, session, of, async, $, _, größe]', '[1,2,3,4,5,6,7,8]'],
      ['= _ + $', '13'],
    ],
  },
  {
    title: 'functions keep their names',
    cells: [
      'const named1 = () => 1, named2 = function () {}, Named3 = class {}, { named4 = () => 4 } = {} as any;\nfunction named5() {}',
      [
        '= [named1.name, named2.name, Named3.name, named4.name, named5.name]',
        '["named1","named2","Named3","named4","named5"]',
      ],
    ],
  },
  {
    title: 'a called function has no object of the kernel as this',
    cells: [
      'function self(this: unknown) { return this === undefined; }',
      ['= [self(), (self)(), self?.()]', '[true,true,true]'],
      'function tag(this: unknown, parts: TemplateStringsArray) { return [this === undefined, parts[0]]; }',
      ['= tag`x`', '[true,"x"]'],
    ],
  },
  {
    title: 'a function is called before its declaration in the cell',
    cells: ['const early = hoisted1();\nfunction hoisted1() { return 7; }', ['= early', '7']],
  },
  {
    title: 'a variable is not read before its declaration has run',
    cells: [
      fails(
        'const reader = () => tooLate;\nreader();\nconst tooLate = 1;',
        /ReferenceError: Cannot access 'tooLate' before initialization[^]*line 1[^]*line 2/,
      ),
    ],
  },
  {
    title: 'lines without semicolons that begin with a bracket or a name',
    cells: [
      'const log1: number[] = []\nconst push = (v: number) => log1.push(v)\npush(1)\npush(2)\nconst list1 = log1\npush(3)',
      ['= list1', '[1,2,3]'],
      'let w1 = 1\nlet w2 = 2\nif (w1) push(4)\nelse push(5)\ndo push(6); while (log1.length < 5)\npush(7)',
      ['= log1', '[1,2,3,4,6,7]'],
    ],
  },
  { title: 'an object as a cell', cells: [['{ a: 1 }', '{ a: 1 }']] },
  {
    title: 'labels, switch, nested functions and getters',
    cells: [
      "let found1 = 0;\nouter: for (const i of [1, 2, 3]) { for (const j of [1, 2]) { if (i * j === 4) { found1 = i; break outer; } } }\nconst thing = { get found1() { return found1 * 10; } };\nswitch (found1) { case 2: { const found1 = 'inner'; thing.found1; } }",
      'found1 = 3;',
      ['= thing.found1', '30'],
    ],
  },
  {
    title: 'what was assigned before an error is there, with its type; what came after is not',
    cells: [
      fails(
        'const costly = await Promise.resolve({ score: 42 });\nconst kept1 = costly.score;\n(null as any).typo();\nconst never1 = 1;',
        /TypeError: Cannot read properties of null[^]*line 3/,
      ),
      ['= [costly.score, kept1.toFixed(1)]', '[42,"42.0"]'],
      fails('never1', /Cannot find name 'never1'. Cell \[\d+\] declares it and did not get that far/),
    ],
  },
  {
    title: 'a name that a failed cell did not reach again keeps its value and type',
    cells: [
      'let stays = 1; let moves = 1;',
      fails("moves = 2;\n(null as any).typo();\nlet stays = 'text';", /TypeError/),
      ['= [stays + 1, moves]', '[2,2]'],
    ],
  },
  {
    title: 'functions of a failed cell are there',
    cells: [
      fails("throw new Error('first'); function helper1() { return 1; }", /Error: first/),
      ['= helper1()', '1'],
    ],
  },
  {
    title: 'a cell with a type error does not run, and says so later',
    cells: [
      'let ran = 0;',
      fails("ran = 1;\nconst unreached = 2;\nran = 'text';", /line 3:1/),
      ['= ran', '0'],
      fails('unreached', /Cell \[\d+\] declares it/),
    ],
  },
  {
    title: 'what was assigned before an interrupt is there',
    cells: [{ interrupt: 'const before1 = 5;\nconsole.log(1);\nfor (;;) await null;' }, ['= before1', '5']],
  },
  {
    title: 'what was assigned before a loop that computes was interrupted is there',
    cells: [{ interrupt: 'let turns1 = 0;\nfor (;;) turns1++;' }, ['= turns1 > 0', 'true']],
  },
  {
    title: 'for await is interrupted',
    cells: [
      {
        interrupt:
          'async function* endless() { for (let i = 0; ; i++) yield i; }\nconsole.log(1);\nlet last1 = 0;\nfor await (const v of endless()) last1 = v;',
      },
      ['= last1 > 0', 'true'],
    ],
  },
  {
    title: 'a cell runs again after it failed',
    cells: [
      'let tries = 0;',
      fails("tries++;\nif (tries < 2) throw new Error('once');\nconst done1 = tries;", /Error: once/),
      "tries++;\nif (tries < 2) throw new Error('once');\nconst done1 = tries;",
      ['= done1', '2'],
    ],
  },
  {
    title: 'cells in another order',
    cells: [
      fails('const sum3 = x3 + 1;', /Cannot find name 'x3'/),
      'const x3 = 1;',
      'const sum3 = x3 + 1;',
      'const x3 = 10;',
      ['= sum3', '2'],
      'const sum3 = x3 + 1;',
      ['= sum3', '11'],
    ],
  },
  {
    title: 'a cell that changes a name is run three times',
    cells: ['let grown = 1;', 'grown *= 2;', 'grown *= 2;', 'grown *= 2;', ['= grown', '8']],
  },
  {
    title: 'a rerun begins anew',
    cells: [
      'const items: number[] = [];',
      'items.push(1);',
      'const items: number[] = [];',
      'items.push(2);',
      ['= items', '[2]'],
    ],
  },
  {
    title: 'a caller of a rerun cell sees the new variable',
    cells: [
      'let config = { rate: 1 };\nconst rateNow = () => config.rate;',
      'let config = { rate: 2 };',
      ['= rateNow()', '2'],
    ],
  },
  {
    title: 'callbacks see what later cells assign',
    cells: [
      'let tick = 0;\nlet seenLater = -1;\nlet release = (_: unknown) => {};\nconst gate = new Promise((r) => { release = r; }).then(() => { seenLater = tick; });',
      'tick = 9;\nrelease(null);\nawait gate;',
      ['= seenLater', '9'],
    ],
  },
  {
    title: 'syntax errors name their line',
    cells: [
      fails('const ok1 = 1;\nconst broken = ;', /line 2:16 - Expression expected/),
      fails('function open() {\n  return 1;', /line 2:12 - '}' expected/),
      fails("const text1 = 'open", /line 1:\d+ - Unterminated string literal/),
      fails('if (true)', /line 1:10 - /),
    ],
  },
  {
    title: 'return, exports and export default say what is wrong with their line',
    cells: [
      fails(
        'const r1 = 1;\nreturn r1;',
        /line 2:1 - A 'return' statement can only be used within a function body/,
      ),
      fails('1;\nconst exports = 1;', /line 2:7 - 'exports' belongs to the kernel/),
      fails('\nexport default 5;', /line 2:1 - A cell exports nothing/),
    ],
  },
  {
    title: 'export before a declaration changes nothing',
    cells: [
      'export const exported1 = 1;\nexport function exported2() { return exported1 + 1; }\nexport class Exported3 {}',
      ['= [exported1, exported2(), new Exported3() instanceof Exported3]', '[1,2,true]'],
    ],
  },
  {
    title: 'declare names what exists elsewhere',
    cells: [
      '(globalThis as any).elsewhere = 5;\ndeclare let elsewhere: number;',
      ['= elsewhere', '5'],
      'elsewhere = 6;',
      ['= (globalThis as any).elsewhere', '6'],
    ],
  },
  {
    title: 'instantiated generics and assertions',
    cells: [
      'function make1<T>(v: T) { return [v]; }\nconst makeText = make1<string>;',
      ["= [makeText('x'), (make1 as any)(1), make1!(2), <number[]>make1(3)]", '[["x"],[1],[2],[3]]'],
    ],
  },
  {
    title: 'typeof in values and in types',
    cells: [
      'const original = { a: 1 };',
      ['= typeof original', '"object"'],
      'const copy: typeof original = { a: 2 };',
      ['= copy.a', '2'],
    ],
  },
  {
    title: 'decorators',
    cells: [
      'const decorated: string[] = [];\nconst note = (target: { name: string }) => { decorated.push(target.name); };',
      '@note\nclass Noted {}',
      ['= decorated', '["Noted"]'],
    ],
  },
  {
    title: 'errors say a name as it is written',
    cells: [
      'let notAFunction: any = 1;',
      fails('notAFunction();', /TypeError: notAFunction is not a function/),
      fails('new notAFunction.x();', /TypeError: notAFunction\.x is not a constructor/),
    ],
  },
  {
    title: 'an error in a function of an earlier cell names both lines',
    cells: [
      'function deep1(v: any) {\n  return v.a.b;\n}',
      fails(
        '\ndeep1({});',
        /at deep1 \(cell \[\d+\], line 2\)\n {8}return v\.a\.b;\n {4}at cell \[\d+\], line 2/,
      ),
    ],
  },
];
