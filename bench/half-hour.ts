/**
 * npx saa score and npx saa report on half an hour of m4a, each in a fresh home and work folder on one core:
 *   node --import tsx bench/half-hour.ts [RECORDING.m4a]
 * Without a recording it makes one of seeded speech, by the ffmpeg on the PATH or in FFMPEG. Prints CPU time (user and system)
 * and the most memory; fails above 90 s or 600 MB. Needs Linux (taskset and GNU time).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeWav } from '../lib/audio/wav';
import { speech } from './speech';

const MOST_SECONDS = 90;
const MOST_MEGABYTES = 600;

const root = path.join(__dirname, '..');
const work = mkdtempSync(path.join(tmpdir(), 'saa-half-hour-'));

function made(): string {
  const { samples, sampleRate } = speech(1800);
  const wav = path.join(work, 'speech.wav');
  const file = path.join(work, 'speech.m4a');
  writeFileSync(wav, encodeWav([samples], sampleRate));
  execFileSync(process.env.FFMPEG ?? 'ffmpeg', [
    '-v',
    'error',
    '-i',
    wav,
    '-ar',
    '48000',
    '-c:a',
    'aac',
    '-b:a',
    '96k',
    file,
  ]);
  return file;
}

/** Runs saa and returns whether it kept within time and memory. */
function measured(name: string, args: readonly string[]): boolean {
  const home = path.join(work, name);
  mkdirSync(home);
  const { status, stderr } = spawnSync(
    'taskset',
    [
      '-c',
      '0',
      '/usr/bin/time',
      '-f',
      'USED %U %S %M',
      process.execPath,
      path.join(root, 'scripts/saa.mjs'),
      name,
      ...args,
    ],
    {
      cwd: home,
      encoding: 'utf8',
      env: { ...process.env, HOME: home, SAA_ARTIFACTS: path.join(home, 'processed-data') },
    },
  );
  if (status !== 0) throw new Error(`saa ${name}: ${stderr}`);
  const [user, system, kilobytes] = (/USED (.*)/.exec(stderr)?.[1] ?? '').split(' ').map(Number);
  const [seconds, megabytes] = [user + system, kilobytes / 1000];
  console.log(`saa ${name}: ${seconds.toFixed(1)} s of CPU, ${megabytes.toFixed(0)} MB`);
  return seconds <= MOST_SECONDS && megabytes <= MOST_MEGABYTES;
}

try {
  const file = path.resolve(process.argv[2] ?? made());
  const kept = [
    measured('score', [file, '--out', path.join(work, 'scores.csv')]),
    measured('report', [file, '--out', path.join(work, 'report.html')]),
  ];
  console.log(`page: ${(statSync(path.join(work, 'report.html')).size / 1e6).toFixed(1)} MB`);
  if (kept.includes(false)) {
    console.error(`above ${MOST_SECONDS} s or ${MOST_MEGABYTES} MB`);
    process.exitCode = 1;
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
