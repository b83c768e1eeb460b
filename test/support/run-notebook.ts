import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Root of the project. */
const root = path.resolve(__dirname, '..', '..');

interface Cell {
  readonly cell_type: string;
  readonly source: readonly string[] | string;
  readonly metadata: { readonly tags?: readonly string[] };
}

/**
 * The code cells of a notebook as one program: imports first, the other cells in one async function in their order, figures as
 * sentences. It runs in seconds where a kernel takes longer, on the cells' own text.
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
  return `${text(imports).replace(/'\.\/lib\//g, `'${library}/`)}\n\nasync function run() {\n${body.join('\n')}\n}\nrun().catch((error) => {\n  console.error(error);\n  process.exitCode = 1;\n});\n`;
}

/** Writes such a program to a folder; returns its path. */
export function writeNotebookProgram(
  folder: string,
  name: string,
  parameters: Readonly<Record<string, string | number | boolean | readonly string[]>> = {},
): string {
  const file = path.join(folder, `${name}.ts`);
  writeFileSync(file, notebookProgram(name, parameters));
  return file;
}
