import { readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { inOrder } from '../../lib/notebook/displays';

/** Root of the project. */
const root = path.resolve(__dirname, '..', '..');

interface Cell {
  readonly cell_type: string;
  readonly source: readonly string[] | string;
  readonly metadata: { readonly tags?: readonly string[] };
}

/**
 * The code cells of a notebook as one program: imports first, the other cells in one async function in their order, figures as
 * sentences. It runs in seconds where a kernel takes longer, on the cells' own text. The module exports `ended`, a promise.
 *
 * @param name       of the notebook, without `.ipynb`
 * @param parameters values in place of those in the cell tagged `parameters`
 */
export function notebookProgram(
  name: string,
  parameters: Readonly<Record<string, string | number | boolean | readonly string[]>>,
): string {
  const file = path.join(root, 'notebooks', `${name}.ipynb`);
  const { cells } = JSON.parse(readFileSync(file, 'utf8')) as { cells: readonly Cell[] };
  const code = cells.filter((cell) => cell.cell_type === 'code');
  const text = (cell: Cell) => (typeof cell.source === 'string' ? cell.source : cell.source.join(''));
  const [imports, ...steps] = code;
  const body = steps.map((cell) => {
    let source = text(cell);
    if (cell.metadata.tags?.includes('parameters') === true) {
      for (const [key, value] of Object.entries(parameters)) {
        const declared = new RegExp(`^const ${key} = .*;$`, 'm');
        if (declared.test(source))
          source = source.replace(declared, () => `const ${key} = ${JSON.stringify(value)};`);
      }
    }
    return source;
  });
  const library = JSON.stringify(path.join(root, 'lib')).slice(1, -1);
  const found = text(imports)
    .replace(/'\.\/lib\//g, `'${library}/`)
    .replace(/from '([\w-]+)'/g, (bare, name: string) =>
      isBuiltin(name) ? bare : `from ${JSON.stringify(require.resolve(name))}`,
    );
  return `${found}\n\nasync function run() {\n${body.join('\n')}\n}\nexport const ended = run();\n`;
}

let runs = 0;

/**
 * Runs such a program here and returns what it said. One at a time, as the folders are told in the environment.
 *
 * @param places folder of the recordings, and of everything computed
 */
export async function runNotebook(
  name: string,
  places: { readonly data: string; readonly artifacts: string },
  parameters: Readonly<Record<string, string | number | boolean | readonly string[]>> = {},
): Promise<string> {
  const file = path.join(places.artifacts, `${name}-${++runs}.ts`);
  writeFileSync(file, notebookProgram(name, parameters));
  const { log } = console;
  const said: string[] = [];
  const before = { data: process.env.SAA_DATA, artifacts: process.env.SAA_ARTIFACTS };
  console.log = (...values: unknown[]) => void said.push(values.join(' '));
  Object.assign(process.env, { SAA_DATA: places.data, SAA_ARTIFACTS: places.artifacts });
  try {
    const { ended } = (await import(file)) as { ended: Promise<void> };
    await ended;
    await inOrder(() => undefined); // what the last cell began to show
  } finally {
    console.log = log;
    for (const [key, value] of [
      ['SAA_DATA', before.data],
      ['SAA_ARTIFACTS', before.artifacts],
    ] as const) {
      if (value === undefined) Reflect.deleteProperty(process.env, key);
      else process.env[key] = value;
    }
  }
  return said.join('\n');
}
