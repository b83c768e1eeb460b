// Installs the Node packages of package-lock.json without their install scripts: that of tfjs-node fails where its
// download site cannot be reached, and no other package needs one.
import { fingerprint, fileText, readStamp, run, step, writeStamp } from './run.mjs';
import { locks, nodeModules, root } from './places.mjs';

const wanted = () => fingerprint(fileText(locks.node), process.platform, process.arch);

export const nodePackagesReady = () => readStamp(nodeModules, 'packages')?.fingerprint === wanted();

export async function installNodePackages() {
  if (nodePackagesReady()) return;
  await step('Node packages (npm ci)', async () => {
    await installNpmLock(root);
    writeStamp(nodeModules, 'packages', { fingerprint: wanted() });
  });
}

/** Installs what the package-lock.json of a folder names. */
export async function installNpmLock(folder) {
  const onWindows = process.platform === 'win32';
  await run(onWindows ? 'npm.cmd' : 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    shell: onWindows,
  });
}
