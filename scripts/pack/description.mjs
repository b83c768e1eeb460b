/**
 * The package.json of the package.
 *
 * @param own      the project's
 * @param packages what `./node` imports, to be installed by those who use it
 * @param entries  built files of the two entries, without their endings
 */
export function description({ name, version, license, dependencies }, packages, { measuring, node }) {
  const entry = (folder, file) => ({ types: `./${folder}/${file}.d.ts`, default: `./${folder}/${file}.js` });
  return {
    name,
    version,
    description:
      'Pitch, formants, intensity, jitter, shimmer, harmonicity as Praat measures them, and eGeMAPS: in browsers, Deno, Bun and Node.',
    keywords: [
      'speech',
      'phonetics',
      'praat',
      'pitch',
      'formants',
      'jitter',
      'shimmer',
      'egemaps',
      'textgrid',
    ],
    license,
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20.11' },
    exports: {
      '.': { import: entry('dist', measuring), require: entry('cjs', measuring) },
      './node': entry('dist', node),
      './package.json': './package.json',
    },
    main: `./cjs/${measuring}.js`,
    module: `./dist/${measuring}.js`,
    types: `./cjs/${measuring}.d.ts`,
    files: ['dist', 'cjs', 'THIRD-PARTY.md'],
    peerDependencies: Object.fromEntries(packages.map((each) => [each, dependencies[each]])),
    peerDependenciesMeta: Object.fromEntries(packages.map((each) => [each, { optional: true }])),
  };
}
