// Builds dist/: the library as ES modules with declarations and source maps. Builds only files that changed.
// Imports places.mjs only, so that any program may import it.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './setup/places.mjs';

const sources = path.join(root, 'lib');
export const dist = path.join(root, 'dist');
/** The state of each source file when it was built: { 'audio/wav.ts': '1712345678.5:1234' }. */
const stampFile = path.join(dist, '.built.json');

const outputs = (name) => ['.js', '.js.map', '.d.ts'].map((ending) => name.replace(/\.ts$/, ending));

/** Whether a file is a source of the WebAssembly kernels, which are built first, to lib/kernels/built. */
const isKernel = (name) => name.startsWith('kernels/assembly/');

/** State of every source file, as 'time:size'. */
function states() {
  const found = {};
  for (const name of fs.readdirSync(sources, { recursive: true }).map(String).sort()) {
    if (!name.endsWith('.ts') || name.endsWith('.d.ts')) continue;
    if (name.split(path.sep)[0] === 'page') continue; // npm run page makes one script of it
    const stat = fs.statSync(path.join(sources, name), { throwIfNoEntry: false });
    if (stat) found[name.split(path.sep).join('/')] = `${stat.mtimeMs}:${stat.size}`; // an editor may have removed it
  }
  return found;
}

function built() {
  try {
    return JSON.parse(fs.readFileSync(stampFile, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Writes a file whole, since two processes may build at the same time. */
function write(file, content) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, content);
  fs.renameSync(temporary, file);
}

/** The source files that changed since they were built, and those that were removed. */
function changes() {
  const [before, now] = [built(), states()];
  return {
    now,
    changed: Object.keys(now).filter((name) => now[name] !== before[name]),
    removed: Object.keys(before).filter((name) => !(name in now)),
  };
}

/** Whether dist/ is up to date. */
export function isBuilt() {
  const { changed, removed } = changes();
  return changed.length + removed.length === 0;
}

/**
 * Updates dist/.
 *
 * @returns {Promise<string[]>} the source files that were built or removed, below lib/
 * @throws {Error} naming file and line when a file cannot be compiled, with `errors` by file; the others are built
 */
export async function build() {
  let { now, changed, removed } = changes();
  if (changed.length + removed.length === 0) return [];
  if ([...changed, ...removed].some(isKernel)) {
    const { buildKernels } = await import('./build/kernels.mjs');
    await buildKernels();
    ({ now, changed, removed } = changes());
  }
  for (const output of removed.flatMap(outputs)) fs.rmSync(path.join(dist, output), { force: true });
  const { compile } = await import('./build/compile.mjs');
  const { files, errors } = await compile(changed.filter((name) => !isKernel(name)));
  for (const [name, content] of files) write(path.join(dist, name), content);
  write(path.join(dist, 'package.json'), '{ "type": "module" }\n');
  for (const name of errors.keys()) delete now[name];
  write(stampFile, JSON.stringify(now));
  if (errors.size > 0) throw Object.assign(new Error([...errors.values()].join('\n')), { errors });
  return [...changed, ...removed];
}

/** Builds after every edit, until the process ends. `say` receives the errors. */
export function watch(say) {
  let waiting;
  let building = Promise.resolve();
  fs.watch(sources, { recursive: true }, () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      building = building.then(build).then(
        () => undefined,
        (error) => say(error.message),
      );
    }, 50); // an editor writes a file in several steps
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const began = performance.now();
  try {
    const names = await build();
    console.log(
      `dist/: ${names.length} of the library's files built in ${((performance.now() - began) / 1000).toFixed(1)} s`,
    );
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
