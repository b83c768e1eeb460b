// npm run lab: starts JupyterLab on notebooks/ with the project's kernel. Passes further arguments to JupyterLab.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { watch } from './build.mjs';
import { setup } from './setup.mjs';
import { inVenv, root } from './setup/places.mjs';

try {
  await setup();
} catch (error) {
  console.error(`Setting up stopped: ${error.message}`);
  process.exit(1);
}
watch(console.error);
const args = process.argv.slice(2);
// On loopback and behind its token, whatever the user's configuration says; arguments may change that.
const usual = { ip: '127.0.0.1', root_dir: path.join(root, 'notebooks') };
const settings = Object.entries(usual)
  .filter(([name]) => !args.some((arg) => arg.startsWith(`--ServerApp.${name}=`)))
  .map(([name, value]) => `--ServerApp.${name}=${value}`);
// As root, in a container for one, JupyterLab would refuse to start.
const asRoot = process.getuid?.() === 0 ? ['--allow-root'] : [];
const lab = spawn(inVenv('jupyter'), ['lab', ...asRoot, ...settings, ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2', TF_NUM_INTRAOP_THREADS: '1' },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => lab.kill(signal));
lab.on('close', (code) => process.exit(code ?? 1));
