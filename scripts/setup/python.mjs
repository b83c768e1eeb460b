// Installs JupyterLab and its tools in .venv, with locked versions and hashes, and registers the kernel.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { mendMoved, movedFrom } from './moved.mjs';
import { fingerprint, fileText, readStamp, run, step, writeStamp } from './run.mjs';
import { inVenv, kernelSpec, locks, root, venv } from './places.mjs';

const pip = (args, options) =>
  run(inVenv('python'), ['-m', 'pip', '--disable-pip-version-check', ...args], {
    env: { PIP_NO_INPUT: '1' },
    ...options,
  });

/** A Python new enough for JupyterLab: SAA_PYTHON, else the first that runs. */
export function findPython() {
  const names = process.env.SAA_PYTHON
    ? [process.env.SAA_PYTHON]
    : ['python3', 'python', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
  const found = [];
  for (const name of names) {
    const version = pythonVersion(name);
    if (version === undefined) continue;
    const [major, minor] = version.split('.').map(Number);
    if (major === 3 && minor >= 10) return { command: name, version };
    found.push(`${name} is ${version}`);
  }
  throw new Error(
    `no Python 3.10 or newer found (${found.join(', ') || `tried ${names.join(', ')}`}); install one, or name one in SAA_PYTHON`,
  );
}

function pythonVersion(name) {
  try {
    return execFileSync(name, ['-c', 'import platform; print(platform.python_version())'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .toString()
      .trim();
  } catch {
    return undefined; // no such program, or it does not run: try the next name
  }
}

export async function createVenv() {
  // A link to a Python that was removed (an upgrade, another machine) counts as no Python.
  if (readStamp(venv, 'created') && fs.existsSync(inVenv('python'))) {
    const origin = movedFrom(venv);
    if (origin !== undefined)
      console.log(`This folder was moved or copied from ${path.dirname(origin)}: mending .venv`);
    if (mendMoved(venv)) return;
  }
  const python = findPython();
  await step(`Python environment (.venv, Python ${python.version})`, async () => {
    try {
      await run(python.command, ['-m', 'venv', '--clear', venv]);
    } catch (error) {
      throw new Error(
        `${error.message}\nOn Debian and Ubuntu the module comes with: apt install python3-venv`,
        { cause: error },
      );
    }
    writeStamp(venv, 'created', { python: python.version, place: venv });
  });
}

const wanted = (lock) => fingerprint(fileText(lock));
export const pythonPackagesReady = () => readStamp(venv, 'packages')?.fingerprint === wanted(locks.python);
export const pythonTestPackagesReady = () =>
  readStamp(venv, 'test-packages')?.fingerprint === wanted(locks.pythonTests);

export async function installPythonPackages() {
  if (pythonPackagesReady()) return;
  await step('JupyterLab and its tools (pip)', async () => {
    await pip(['install', '--quiet', '--require-hashes', '--only-binary=:all:', '-r', locks.python]);
    writeStamp(venv, 'packages', { fingerprint: wanted(locks.python) });
  });
}

export async function installPythonTestPackages() {
  if (pythonTestPackagesReady()) return;
  await step('pandas and polars, for the tests (pip)', async () => {
    await pip(['install', '--quiet', '--require-hashes', '--only-binary=:all:', '-r', locks.pythonTests]);
    writeStamp(venv, 'test-packages', { fingerprint: wanted(locks.pythonTests) });
  });
}

/** Downloads the wheels a lock file names, for CPython 3.11 on Linux, whichever Python runs here. */
export const downloadWheel = (lock, folder, platform) =>
  pip([
    'download',
    '--quiet',
    '--require-hashes',
    '--no-deps',
    '--only-binary=:all:',
    '--python-version',
    '3.11',
    '--platform',
    platform,
    '-d',
    folder,
    '-r',
    lock,
  ]);

/** Adds papermill's translator for TypeScript (scripts/python/papermill) to the environment. */
export function installPapermillTranslator() {
  const lib = path.join(venv, process.platform === 'win32' ? 'Lib' : 'lib');
  const python = fs.readdirSync(lib).find((name) => /^python3/.test(name)) ?? '';
  const packages = path.join(lib, python, 'site-packages');
  const text = `${path.join(root, 'scripts', 'python', 'papermill')}\n`;
  const file = path.join(packages, 'saa-papermill.pth');
  writeOnce(file, text);
}

/** Specification of the kernel named tslab: scripts/kernel.cjs under this Node. */
const kernelText = () =>
  JSON.stringify(
    {
      argv: [process.execPath, path.join(root, 'scripts', 'kernel.cjs'), '{connection_file}'],
      display_name: 'TypeScript',
      language: 'typescript',
      interrupt_mode: 'signal',
    },
    null,
    2,
  );
const kernelFile = path.join(kernelSpec, 'kernel.json');

/** Whether the kernel of this folder and this Node is registered. */
export const kernelSpecReady = () => fs.existsSync(kernelFile) && fileText(kernelFile) === kernelText();

export function installKernelSpec() {
  if (kernelSpecReady()) return;
  fs.mkdirSync(kernelSpec, { recursive: true });
  fs.writeFileSync(kernelFile, kernelText());
}

/** Writes a file that does not hold this text yet. */
function writeOnce(file, text) {
  if (fs.existsSync(file) && fileText(file) === text) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

/**
 * What every JupyterLab of this environment has, also where something else than `npm run lab` starts it: figures at their
 * size (scripts/lab/custom.css; JupyterLab looks for a style sheet in the user's own configuration unless it is told this
 * way), the docstring of the chosen name beside what Tab offers, and no question about news.
 */
export function installLabSettings() {
  const settings = {
    LabApp: { custom_css: true },
    ServerApp: { tornado_settings: { static_custom_path: [path.join(root, 'scripts', 'lab')] } },
  };
  const usual = {
    '@jupyterlab/completer-extension:manager': { showDocumentationPanel: true },
    '@jupyterlab/apputils-extension:notification': { fetchNews: 'false' },
  };
  writeOnce(
    path.join(venv, 'etc', 'jupyter', 'jupyter_server_config.json'),
    JSON.stringify(settings, null, 2),
  );
  writeOnce(
    path.join(venv, 'share', 'jupyter', 'lab', 'settings', 'overrides.json'),
    JSON.stringify(usual, null, 2),
  );
}
