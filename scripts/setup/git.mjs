// Makes git show differences of notebooks as Markdown, with the environment's jupytext.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './places.mjs';

const name = 'diff.notebook.textconv';
const folder = process.platform === 'win32' ? '.venv/Scripts' : '.venv/bin';
const wanted = `sh -c '${folder}/jupytext --quiet --to md --opt notebook_metadata_filter=-all --output - "$0"'`;

/** Sets one line of this clone's configuration; does nothing where this is not a clone or git is missing. */
export function showNotebooksAsText() {
  if (!fs.existsSync(path.join(root, '.git'))) return;
  const git = (...args) => spawnSync('git', ['config', '--local', ...args], { cwd: root, encoding: 'utf8' });
  const now = git('--get', name);
  if (now.error || now.stdout.trim() === wanted) return;
  git(name, wanted);
}
