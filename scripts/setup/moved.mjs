// Repairs .venv in a project folder that was moved or copied: its programs name the Python of their old folder.
import fs from 'node:fs';
import path from 'node:path';
import { readStamp } from './run.mjs';

const onWindows = process.platform === 'win32';
/** Longest first line that systems read; for longer ones and paths with spaces pip and venv use a shell. */
const LONGEST_SHEBANG = 127;
/** The first lines of a program of an environment, in both forms. */
const DIRECT = /^#!(\/.+)\/bin\/(python[\d.]*)\n/;
const BY_SHELL = /^#!\/bin\/sh\n'''exec' "?(\/[^"\n]+?)\/bin\/(python[\d.]*)"? "\$0" "\$@"\n' '''\n/;

/** The environment to which the programs in `venv` belong; undefined where that is not known. */
function originOf(venv) {
  if (onWindows) return readStamp(venv, 'created')?.place;
  const pip = path.join(venv, 'bin', 'pip');
  if (!fs.existsSync(pip)) return undefined;
  const text = fs.readFileSync(pip, 'utf8');
  return (DIRECT.exec(text) ?? BY_SHELL.exec(text))?.[1];
}

const real = (folder) => (fs.existsSync(folder) ? fs.realpathSync(folder) : path.resolve(folder));

/** The earlier path of the environment; undefined when it was not moved. */
export function movedFrom(venv) {
  const origin = originOf(venv);
  return origin === undefined || real(origin) === real(venv) ? undefined : origin;
}

/**
 * Makes the programs of a moved environment run its own Python.
 *
 * @returns false on Windows, where programs contain the path and the environment must be made again
 */
export function mendMoved(venv) {
  const origin = movedFrom(venv);
  if (origin === undefined) return true;
  if (onWindows) return false;
  const bin = path.join(venv, 'bin');
  for (const entry of fs.readdirSync(bin, { withFileTypes: true })) {
    const file = path.join(bin, entry.name);
    if (!entry.isFile()) continue;
    const text = fs.readFileSync(file, 'utf8');
    if (!text.includes(origin)) continue;
    const mended = text
      .replace(DIRECT, (_, _origin, python) => start(path.join(bin, python)))
      .replace(BY_SHELL, (_, _origin, python) => start(path.join(bin, python)))
      .replaceAll(origin, venv); // activate and its like
    fs.writeFileSync(file, mended);
  }
  return true;
}

function start(python) {
  const direct = `#!${python}\n`;
  if (direct.length <= LONGEST_SHEBANG && !/\s/.test(python)) return direct;
  return `#!/bin/sh\n'''exec' "${python}" "$0" "$@"\n' '''\n`;
}
