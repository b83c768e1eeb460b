// Compiles source files one by one: esbuild makes the modules, TypeScript the declarations.
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../setup/places.mjs';

/** Relative imports as Node and browsers want them: with the file's ending. */
const withEndings = {
  name: 'endings',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.{1,2}\// }, ({ path: name, kind }) =>
      kind === 'entry-point' ? undefined : { path: `${name}.js`, external: true },
    ),
};

/**
 * @param {string[]} names source files, below lib/
 * @returns {Promise<{ files: Map<string, string>, errors: Map<string, string> }>} what to write below dist/, and by
 *   source file why it could not be compiled
 */
export async function compile(names) {
  const [esbuild, { default: typescript }] = await Promise.all([import('esbuild'), import('typescript')]);
  const files = new Map();
  const errors = new Map();
  const modules = esbuild.build({
    absWorkingDir: root,
    entryPoints: names.map((name) => `./lib/${name}`),
    outbase: 'lib',
    outdir: 'dist',
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    bundle: true, // of each file alone: all that it imports is external
    packages: 'external',
    plugins: [withEndings],
    define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' },
    sourcemap: true,
    sourcesContent: false,
    write: false,
    logLevel: 'silent',
  });
  for (const name of names) {
    const text = fs.readFileSync(path.join(root, 'lib', name), 'utf8');
    const { outputText } = typescript.transpileDeclaration(text, {
      fileName: name,
      compilerOptions: {
        target: typescript.ScriptTarget.ES2022,
        module: typescript.ModuleKind.ESNext,
        isolatedDeclarations: true,
      },
    });
    const declarations = outputText.replace(/(\bfrom |\bimport\()(['"])(\.{1,2}\/[^'"]+)\2/g, '$1$2$3.js$2');
    files.set(name.replace(/\.ts$/, '.d.ts'), declarations);
  }
  try {
    for (const { path: file, text } of (await modules).outputFiles)
      files.set(path.relative(path.join(root, 'dist'), file).split(path.sep).join('/'), text);
  } catch (failure) {
    if (!Array.isArray(failure.errors)) throw failure;
    for (const { location, text } of failure.errors) {
      const name = location?.file.replace(/^lib\//, '');
      if (name === undefined) throw failure;
      errors.set(name, `${location.file}:${location.line}:${location.column + 1}: ${text}`);
    }
    const rest = names.filter((name) => !errors.has(name));
    const others = rest.length > 0 ? await compile(rest) : { files: new Map(), errors: new Map() };
    return { files: others.files, errors: new Map([...errors, ...others.errors]) };
  } finally {
    await esbuild.stop(); // a process that an interrupt of the kernel would end
  }
  return { files, errors };
}
