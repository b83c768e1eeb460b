// npm run pack: writes the package to build/package/ and its file beside it. `--folder-only` leaves out the file.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build, dist } from './build.mjs';
import { filesBelow } from './pack/files-below.mjs';
import { licences } from './pack/licences.mjs';
import { description } from './pack/description.mjs';
import { root } from './setup/places.mjs';

export const packageFolder = path.join(root, 'build', 'package');

/** Packages that become part of the package, so that measuring needs no other: both MIT, and small. */
const embedded = { meyda: "export { default } from 'meyda';", wavefile: "export * from 'wavefile';" };
const [measuring, node] = ['published/measuring', 'published/node'];
/** Programs of threads and processes, which are started by their names. */
const programs = [
  'jobs/measure-worker.js',
  'audio/decode-worker.js',
  'text/workbook-reader.js',
  'models/selection/training-worker.js',
];

/**
 * Writes build/package/: the built files that the two entries need, as ES modules with declarations; the first of them as one
 * CommonJS file too; package.json, README.md and the licences.
 */
export async function writePackage() {
  await build();
  const esbuild = await import('esbuild');
  fs.rmSync(packageFolder, { recursive: true, force: true });
  const modules = filesBelow(dist, [`${measuring}.js`, `${node}.js`, ...programs]);
  const declarations = filesBelow(dist, [`${measuring}.d.ts`, `${node}.d.ts`]);
  for (const file of modules.files) write(`dist/${file}`, module(file));
  for (const file of declarations.files) write(`dist/${file}`, read(file));
  for (const file of filesBelow(dist, [`${measuring}.d.ts`]).files) write(`cjs/${file}`, read(file));
  const inputs = new Set();
  for (const [name, contents] of Object.entries(embedded)) {
    const { metafile } = await esbuild.build({
      ...{ stdin: { contents, resolveDir: root } },
      ...{ bundle: true, format: 'esm', platform: 'browser', mainFields: ['module', 'jsnext:main', 'main'] },
      ...{ minify: true, legalComments: 'none', metafile: true, logLevel: 'silent' },
      outfile: path.join(packageFolder, 'dist', 'embedded', `${name}.js`),
    });
    for (const input of Object.keys(metafile.inputs)) inputs.add(input);
  }
  await esbuild.build({
    ...{ entryPoints: [path.join(packageFolder, 'dist', `${measuring}.js`)], bundle: true, format: 'cjs' },
    ...{ platform: 'neutral', target: 'es2022', logLevel: 'silent' },
    outfile: path.join(packageFolder, 'cjs', `${measuring}.js`),
  });
  await esbuild.stop();
  write('cjs/package.json', '{ "type": "commonjs" }\n');
  write('dist/package.json', '{ "type": "module", "sideEffects": false }\n');
  const others = modules.packages.filter((name) => !(name in embedded));
  const own = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  write('package.json', `${JSON.stringify(description(own, others, { measuring, node }), null, 2)}\n`);
  write('dist/versions.json', `${JSON.stringify(own.dependencies, null, 2)}\n`);
  write('README.md', fs.readFileSync(path.join(root, 'lib', 'published', 'README.md'), 'utf8'));
  write('LICENSE', fs.readFileSync(path.join(root, 'LICENSE'), 'utf8'));
  write('THIRD-PARTY.md', licences([...inputs]));
}

const read = (file) => fs.readFileSync(path.join(dist, file), 'utf8');

/** A built module without its source map, importing what is embedded from there. */
function module(file) {
  const up = path.posix.relative(path.posix.dirname(file), 'embedded');
  return read(file)
    .replace(/^\/\/# sourceMappingURL=.*\n?/m, '')
    .replace(/(\bfrom )"([^".]+)"/g, (all, from, name) =>
      name in embedded ? `${from}"${up}/${name}.js"` : all,
    );
}

function write(file, text) {
  const target = path.join(packageFolder, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, text);
}

if (process.argv[1] === import.meta.filename) {
  await writePackage();
  const folder = path.dirname(packageFolder);
  const { status, stdout } = spawnSync(
    'npm',
    ['pack', '--silent', '--pack-destination', folder, packageFolder],
    { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' },
  );
  if (status !== 0) process.exit(status ?? 1);
  const file = path.join(folder, stdout.trim().split('\n').at(-1));
  console.log(`${path.relative(process.cwd(), file)}: ${Math.round(fs.statSync(file).size / 1024)} kB`);
}
