import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { readLabelTable } from '../../lib/tables/labels';
import { artifactFormat } from '../../lib/tables/artifact';
import { indexPage, type MainNumbers, type SharedNotebook } from './index-page';
import { privateIn } from './private';

export interface PublishOptions {
  /** Folder of the executed notebooks. */
  readonly rendered: string;
  readonly artifacts: string;
  /** Folder to write; it is replaced. */
  readonly folder: string;
  /** The notebooks' names, in order. */
  readonly names: readonly string[];
  readonly numbers: MainNumbers;
  readonly python: string;
  /** Folders that must not be named in what is shared. */
  readonly privatePaths: readonly (string | undefined)[];
  /** Whether sound may be shared although it is not synthetic. */
  readonly audio: boolean;
}

interface Notebook {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly source: string | string[];
    readonly outputs?: readonly {
      readonly data?: Readonly<Record<string, string | string[]>>;
      readonly metadata?: { readonly 'image/png'?: { readonly width: number } };
    }[];
  }[];
}

const root = path.resolve(__dirname, '..', '..');
const joined = (text: string | readonly string[]) => [text].flat().join('');

/**
 * Writes notebooks, pages, index and provenance into one folder that can be sent or put on a server.
 *
 * @throws Error naming file and finding when something in it is private; the folder is then removed
 */
export function publish(options: PublishOptions): void {
  const { rendered, folder, names, numbers, python } = options;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of names)
    copyFileSync(path.join(rendered, `${name}.ipynb`), path.join(folder, `${name}.ipynb`));
  copyFileSync(require.resolve('plotly.js'), path.join(folder, 'plotly.min.js'));
  const pages = path.join(root, 'scripts', 'python', 'pages.py');
  execFileSync(python, [pages, folder, ...names], { stdio: ['ignore', 'inherit', 'inherit'] });
  const provenance = provenanceOf(options.artifacts, numbers);
  writeFileSync(path.join(folder, 'provenance.json'), `${JSON.stringify(provenance, null, 2)}\n`);
  const notebooks = names.map((name) => shared(name, path.join(folder, `${name}.ipynb`)));
  writeFileSync(path.join(folder, 'index.html'), indexPage(notebooks, numbers, provenance));
  try {
    checkPrivacy(options);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Title and first figure of an executed notebook. */
function shared(name: string, file: string): SharedNotebook {
  const { cells } = JSON.parse(readFileSync(file, 'utf8')) as Notebook;
  const heading = cells.filter((cell) => cell.cell_type === 'markdown').map((cell) => joined(cell.source));
  const title = /^# (.*)$/m.exec(heading.join('\n'))?.[1] ?? name;
  const figures = cells.flatMap((cell) => cell.outputs ?? []).filter(({ data }) => data?.['image/png']);
  const [{ data: picture, metadata } = {}] = figures;
  if (picture === undefined) return { name, title };
  const png = joined(picture['image/png']).replace(/\s/g, '');
  return {
    name,
    title,
    figure: {
      png,
      // Without metadata the width is that of the PNG, in bytes 16 to 19.
      width: metadata?.['image/png']?.width ?? Buffer.from(png, 'base64').readUInt32BE(16),
      words: joined(picture['text/plain'] ?? ''),
    },
  };
}

/** Provenance to reproduce the numbers: versions, hash of the data, seed, commit. */
function provenanceOf(artifacts: string, { synthetic, seed }: MainNumbers): Record<string, string> {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const labels = path.join(artifacts, 'output.obj');
  const git = (...args: string[]) => spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  const commit = git('rev-parse', 'HEAD');
  const changed = git('status', '--porcelain', '--untracked-files=no').stdout !== '';
  return {
    corpus: synthetic ? 'synthetic demo corpus' : 'recordings',
    data: artifactFormat(labels) === 'arrow' ? readLabelTable(labels).provenance.data : 'not known',
    seed: String(seed),
    commit: commit.status === 0 ? `${commit.stdout.trim()}${changed ? ' with changes' : ''}` : 'not known',
    version,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}

function checkPrivacy({ folder, numbers, privatePaths, audio }: PublishOptions): void {
  const paths = [...privatePaths, root].filter((one): one is string => one !== undefined && existsSync(one));
  const lines = readdirSync(folder)
    .filter((file) => file !== 'plotly.min.js')
    .flatMap((file) =>
      privateIn(readFileSync(path.join(folder, file), 'utf8'), {
        paths,
        audio: audio || numbers.synthetic,
      }).map(({ what, found, context }) => `${file}: ${what} "${found}" in "${context}"`),
    );
  if (lines.length === 0) return;
  const more = lines.length > 10 ? `\n… and ${lines.length - 10} more` : '';
  throw new Error(
    `not shared, because it contains private texts:\n${lines.slice(0, 10).join('\n')}${more}\n` +
      'Change the cells that show them; --audio shares the sound of recordings',
  );
}
