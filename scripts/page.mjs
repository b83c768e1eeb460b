// npm run page: writes the page to build/page/: index.html and its script, which holds the programs of its threads.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { root } from './setup/places.mjs';

export const pageFolder = path.join(root, 'build', 'page');
const sources = path.join(root, 'lib', 'page');

/** What the page may do: run its script, its threads and its style, show and play what it made itself. It may connect to nothing. */
const policy = (style) =>
  [
    "default-src 'none'",
    "script-src 'self' file: data: 'wasm-unsafe-eval'",
    'worker-src blob:',
    "connect-src 'none'",
    `style-src '${hash(style)}'`,
    'img-src blob: data:',
    'media-src blob:',
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');

const hash = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** @returns {Promise<string>} the text of a program, in one piece */
async function bundle(esbuild, entry, define = {}) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(sources, entry)],
    ...{ bundle: true, format: 'iife', platform: 'browser', target: 'es2022', minify: true },
    ...{ write: false, logLevel: 'warning', legalComments: 'inline', define },
    // Networks are trained in Node; the page only asks them.
    external: ['*/mlp-training'],
    logOverride: { 'import-is-undefined': 'silent' }, // wave-file.ts looks whether there is one
  });
  return outputFiles[0].text;
}

/** Writes the page; returns the folder. */
export async function writePage(folder = pageFolder) {
  await build(); // the WebAssembly kernels
  const [esbuild, { default: MarkdownIt }] = await Promise.all([import('esbuild'), import('markdown-it')]);
  const [worker, worklet] = await Promise.all([
    bundle(esbuild, 'worker/worker.ts'),
    bundle(esbuild, 'worklet.ts'),
  ]);
  const script = await bundle(esbuild, 'main.ts', {
    WORKER_PROGRAM: JSON.stringify(worker),
    WORKLET_PROGRAM: JSON.stringify(worklet),
  });
  const { code } = await esbuild.transform(fs.readFileSync(path.join(sources, 'style.css'), 'utf8'), {
    loader: 'css',
    minify: true,
  });
  await esbuild.stop();
  const style = code.trim();
  const markdown = new MarkdownIt();
  const card = fs.readFileSync(path.join(root, 'docs', 'starter.md'), 'utf8');
  const html = fs
    .readFileSync(path.join(sources, 'index.html'), 'utf8')
    .replace('%POLICY%', () => policy(style))
    .replace('%STARTER%', () => markdown.render(card))
    .replace(/\s*%STYLE%\s*/, () => style);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'index.html'), html);
  fs.writeFileSync(path.join(folder, 'page.js'), script);
  return folder;
}

if (process.argv[1] === import.meta.filename) {
  const folder = await writePage();
  const kilobytes = Math.round(fs.statSync(path.join(folder, 'page.js')).size / 1024);
  const file = path.relative(process.cwd(), path.join(folder, 'index.html'));
  console.log(`${file}: open it in a browser, from the disk (its script takes ${kilobytes} kB)`);
}
