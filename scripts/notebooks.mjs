// npm run notebooks: executes the notebooks in order, each in a fresh kernel.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { notebooks, readOptions, UsageError } from './options.mjs';
import { setup } from './setup.mjs';
import { inVenv, root, venv } from './setup/places.mjs';

/** Runs notebooks and returns the folder of the executed ones; stops at the first that fails. */
export async function runNotebooks({ data, artifacts, only, save, ffmpeg, parameters }) {
  const rendered = path.join(artifacts ?? path.join(root, 'processed-data'), 'rendered');
  fs.mkdirSync(rendered, { recursive: true });
  const chosen = notebooks.filter((name) => only.length === 0 || only.includes(name));
  for (const parameter of Object.keys(parameters)) {
    if (!chosen.some((name) => parametersOf(name).includes(parameter)))
      throw new UsageError(
        `no notebook to run has a parameter ${parameter}; ` +
          chosen.map((name) => `${name} has ${parametersOf(name).join(', ')}`).join('; '),
      );
  }
  const runs = chosen.map((name) => ({
    title: `${notebooks.indexOf(name) + 1}. ${name}`,
    source: path.join(root, 'notebooks', `${name}.ipynb`),
    executed: path.join(rendered, `${name}.ipynb`),
    page: path.join(rendered, `${name}.html`),
    parameters: Object.fromEntries(
      Object.entries(parameters).filter(([parameter]) => parametersOf(name).includes(parameter)),
    ),
  }));
  const code = await execute(runs, { data, artifacts, ffmpeg });
  if (code !== 0) throw new Error('a notebook failed');
  if (save) for (const { source, executed } of runs) fs.copyFileSync(executed, source);
  return rendered;
}

/** The names that a notebook declares in its cell tagged "parameters". */
function parametersOf(name) {
  const { cells } = JSON.parse(fs.readFileSync(path.join(root, 'notebooks', `${name}.ipynb`), 'utf8'));
  const tagged = cells.filter((cell) => cell.metadata.tags?.includes('parameters'));
  const source = tagged.flatMap((cell) => cell.source).join('');
  return [...source.matchAll(/^const (\w+)/gm)].map(([, parameter]) => parameter);
}

function execute(runs, { data, artifacts, ffmpeg }) {
  // Jupyter keeps its files inside the project's environment, not in the home folder.
  const jupyter = {
    JUPYTER_CONFIG_DIR: 'etc',
    JUPYTER_DATA_DIR: 'data',
    JUPYTER_RUNTIME_DIR: 'run',
    IPYTHONDIR: 'ipython',
  };
  const env = {
    ...process.env,
    JUPYTER_PATH: path.join(venv, 'share', 'jupyter'),
    TF_CPP_MIN_LOG_LEVEL: '2',
    TF_NUM_INTRAOP_THREADS: '1',
  };
  for (const [name, folder] of Object.entries(jupyter)) {
    env[name] = path.join(venv, '.jupyter', folder);
    fs.mkdirSync(env[name], { recursive: true });
  }
  if (data) env.SAA_DATA = data;
  if (artifacts) env.SAA_ARTIFACTS = artifacts;
  if (ffmpeg) env.SAA_FFMPEG = '1';
  const script = path.join(root, 'scripts', 'python', 'execute.py');
  return new Promise((resolve, reject) => {
    const child = spawn(inVenv('python'), [script, JSON.stringify(runs)], {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('close', resolve);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const options = readOptions();
    await setup();
    const rendered = await runNotebooks(options);
    console.log(`\nExecuted notebooks and pages: ${path.relative(process.cwd(), rendered)}/`);
  } catch (error) {
    console.error(error instanceof UsageError ? error.message : `Stopped: ${error.message}`);
    process.exit(1);
  }
}
