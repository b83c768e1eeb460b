// npm run setup: installs everything that the project needs. Needs Node only; can be interrupted and run again.
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build, isBuilt } from './build.mjs';
import { buildKernels, kernelsReady } from './build/kernels.mjs';
import { showNotebooksAsText } from './setup/git.mjs';
import { installOnnx } from './setup/onnx.mjs';
import { installNodePackages, nodePackagesReady } from './setup/node-packages.mjs';
import {
  createVenv,
  installKernelSpec,
  installLabSettings,
  installPapermillTranslator,
  installPythonPackages,
  installPythonTestPackages,
} from './setup/python.mjs';
import { step } from './setup/run.mjs';
import { installTensorflow } from './setup/tensorflow.mjs';

/**
 * Installs everything in the versions of the lock files; `tests`: also what only the tests need; `parts`: optional parts
 * of the project, of which there is `onnx`.
 */
export async function setup({ tests = false, again = false, parts = [] } = {}) {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20)
    throw new Error(
      `Node ${process.versions.node} is too old; install Node 20 or newer (https://nodejs.org)`,
    );
  const began = performance.now();
  const fresh = !nodePackagesReady();
  if (fresh)
    console.log('Setting up (about two minutes the first time; it can be interrupted and run again)');
  // npm and pip run in parallel.
  await Promise.all([installNodePackages().then(buildLibrary), createVenv().then(installPythonPackages)]);
  if (tests) await installPythonTestPackages();
  await installTensorflow({ again });
  installKernelSpec();
  installLabSettings();
  installPapermillTranslator();
  if (parts.includes('onnx')) await installOnnx();
  if (fresh) console.log(`Set up in ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

/** Builds the WebAssembly kernels, then dist/. */
async function buildLibrary() {
  if (!kernelsReady()) await step('Kernels (AssemblyScript)', buildKernels);
  if (!isBuilt()) await step('Library (dist)', async () => `${(await build()).length} files`);
}

/** @throws {Error} naming what is not an option or a part */
function options() {
  const { values } = parseArgs({
    options: { tests: { type: 'boolean' }, with: { type: 'string', multiple: true } },
  });
  const parts = values.with ?? [];
  const unknown = parts.find((part) => part !== 'onnx');
  if (unknown !== undefined) throw new Error(`there is no part "${unknown}"; --with takes onnx`);
  return { tests: values.tests, parts };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await setup({ ...options(), again: true });
    showNotebooksAsText();
    console.log('Everything is set up. Next: npm start, or npm run lab.');
  } catch (error) {
    console.error(
      `Setting up stopped: ${error.message}\nRun it again to continue; npm run doctor says what is missing.`,
    );
    process.exit(1);
  }
}
