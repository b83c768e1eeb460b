// Installs TensorFlow's native backend for tfjs-node. Many networks cannot reach the site from which its own installer
// downloads, so it tries three ways to a native backend, then uses the JavaScript backend.
import fs from 'node:fs';
import path from 'node:path';
import { downloadWheel } from './python.mjs';
import { inVenv, locks, nodeModules, root } from './places.mjs';
import { readStamp, run, step, writeStamp } from './run.mjs';

const tfjsNode = path.join(nodeModules, '@tensorflow', 'tfjs-node');
const deps = path.join(tfjsNode, 'deps');
const download = path.join(nodeModules, '.saa-tensorflow');
const storageSite = 'https://storage.googleapis.com';

/** Result of the last set-up: {backend: 'native' | 'javascript', how}; undefined before the first. */
export const tensorflowState = () => readStamp(nodeModules, 'tensorflow');

/** Throws unless the library gets the native TensorFlow and that multiplies two matrices. */
export async function checkBinding() {
  const check = `require('tsx/cjs/api').register();
    require('./lib/models/networks/tensorflow.ts').tensorflow().then(({ tf, backend }) => {
      if (backend !== 'tensorflow' || tf.matMul([[2]], [[3]]).dataSync()[0] !== 6) process.exit(1);
    });`;
  await run(process.execPath, ['-e', check], { cwd: root, seconds: 60 });
}

async function ownInstaller() {
  await fetch(storageSite, { method: 'HEAD', signal: AbortSignal.timeout(5000) }); // fail early where it cannot be reached
  await run(process.execPath, ['scripts/install.js'], { cwd: tfjsNode, seconds: 600 });
}

async function fromWheel() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`the wheel is for Linux on x64, this is ${process.platform} on ${process.arch}`);
  await downloadWheel(locks.tensorflow, download, 'manylinux2014_x86_64');
  const wheel = fs.readdirSync(download).find((name) => name.endsWith('.whl'));
  await run(inVenv('python'), [
    path.join(root, 'scripts', 'python', 'unpack_tensorflow.py'),
    path.join(download, wheel),
    deps,
  ]);
  const nodePrefix = path.resolve(path.dirname(fs.realpathSync(process.execPath)), '..');
  const headersHere = fs.existsSync(path.join(nodePrefix, 'include', 'node', 'node_api.h'));
  await run(
    process.execPath,
    [
      path.join(nodeModules, '@mapbox', 'node-pre-gyp', 'bin', 'node-pre-gyp'),
      'install',
      '--build-from-source',
    ],
    {
      cwd: tfjsNode,
      env: headersHere ? { npm_config_nodedir: nodePrefix } : {},
      seconds: 600,
    },
  );
  fs.rmSync(download, { recursive: true, force: true });
}

const ways = [
  { how: 'already built', work: async () => {} },
  { how: "tfjs-node's own installer", work: ownInstaller },
  { how: 'C library of the tensorflow-cpu wheel, binding built here', work: fromWheel },
];

/** Installs a native TensorFlow, or warns that there is none. `again` retries after an earlier fallback. */
export async function installTensorflow({ again = false } = {}) {
  const state = tensorflowState();
  if (state?.backend === 'native' || (state && !again)) return;
  await step('TensorFlow (native backend)', async () => {
    const failures = [];
    for (const { how, work } of ways) {
      try {
        await work();
        await checkBinding();
      } catch (error) {
        failures.push(`${how}: ${lastLines(error)}`);
        continue;
      }
      writeStamp(nodeModules, 'tensorflow', { backend: 'native', how });
      return how;
    }
    writeStamp(nodeModules, 'tensorflow', { backend: 'javascript', how: failures.join('\n') });
    console.warn(
      `  WARNING: no native TensorFlow; the pure JavaScript backend is used. Results are the same to rounding, training\n` +
        `  the classifier takes several times longer. Tried:\n    ${failures.join('\n').replaceAll('\n', '\n    ')}\n` +
        `  To try again: npm run setup (a C++ compiler, make and Python are needed for the last way).`,
    );
    return 'JavaScript backend';
  });
}

const lastLines = (error) =>
  (error.cause ? `${error.message}: ${error.cause.message ?? error.cause}` : error.message)
    .split('\n')
    .slice(-4)
    .join('\n');
