// dist/: the library as ES modules with declarations and source maps. Only files that changed are built again.
// Uses no other file of the project but places.mjs, so that anything may call it.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './setup/places.mjs';

const sources = path.join(root, 'lib');
export const dist = path.join(root, 'dist');
/** What was built from which state of each source file: { 'audio/wav.ts': '1712345678.5:1234' }. */
const stampFile = path.join(dist, '.built.json');

const outputs = (name) => ['.js', '.js.map', '.d.ts'].map((ending) => name.replace(/\.ts$/, ending));

/** Sources of the WebAssembly kernels, from which files below lib/kernels/built are made first. */
const isKernel = (name) => name.startsWith('kernels/assembly/');

/** Every source file with its time and size, as 'time:size'. */
function states() {
  const found = {};
  for (const name of fs.readdirSync(sources, { recursive: true }).map(String).sort()) {
    if (!name.endsWith('.ts') || name.endsWith('.d.ts')) continue;
    const stat = fs.statSync(path.join(sources, name), { throwIfNoEntry: false });
    if (stat) found[name.split(path.sep).join('/')] = `${stat.mtimeMs}:${stat.size}`; // it may be gone by now
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

/** The source files that changed since they were built, and those that are gone. */
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
 * Brings dist/ up to date.
 *
 * @returns {Promise<string[]>} the source files that were built or removed, below lib/
 * @throws {Error} naming file and line where a file cannot be compiled, `errors` by file; the others are built all the same
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

/** Builds after every edit, until the process ends. `say` is told what could not be compiled. */
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
