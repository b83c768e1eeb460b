// Runs other programs, and records which steps are complete.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** Runs a program to its end; fails with the last lines it printed. */
export function run(command, args, { cwd, env = {}, seconds = 1800, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: seconds * 1000,
      shell,
    });
    let output = '';
    const keep = (chunk) => (output = (output + chunk).slice(-20000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(output);
      const how = signal ? `was ended by ${signal} (limit ${seconds} s)` : `ended with ${code}`;
      reject(new Error(`${path.basename(command)} ${args.join(' ')} ${how}:\n${tail(output)}`));
    });
  });
}

const tail = (text) => text.trim().split('\n').slice(-15).join('\n');

/** Runs a step and prints its title and duration. */
export async function step(title, work) {
  const began = performance.now();
  console.log(`· ${title} …`);
  const note = await work();
  console.log(
    `  ${title}: done in ${((performance.now() - began) / 1000).toFixed(1)} s${note ? `; ${note}` : ''}`,
  );
}

export const fingerprint = (...parts) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
export const fileText = (file) => fs.readFileSync(file, 'utf8');

/** The record of a completed step in `folder`; undefined when the step is not complete. */
export function readStamp(folder, name) {
  const file = path.join(folder, `.saa-${name}.json`);
  if (!fs.existsSync(file)) return undefined;
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // truncated: do the step again
    throw error;
  }
}

export function writeStamp(folder, name, content) {
  fs.writeFileSync(path.join(folder, `.saa-${name}.json`), JSON.stringify(content));
}
