// npm run bench:browser: speed and accuracy beside pitchy, pitchfinder and meyda, in Chromium, on the same frames in one run.
// pitchfinder's licence is GPL-3: it is fetched into a temporary folder for this run, and nothing of it becomes part of the project.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { openBrowser, withoutBrowser } from '../test/support/browser';

const peers = ['pitchy@4.1.0', 'pitchfinder@2.3.4'];

interface Accuracy {
  readonly missed: number;
  readonly gross: number;
  readonly invented: number;
  readonly off: number;
}

interface Measured {
  readonly accuracy: Readonly<Record<string, Accuracy>>;
  /** µs per frame */
  readonly pitch: Readonly<Record<string, number>>;
  readonly spectra: Readonly<Record<string, number>>;
}

async function main(): Promise<void> {
  if (withoutBrowser !== false) throw new Error(withoutBrowser);
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-peers-'));
  try {
    const install = ['install', '--prefix', folder, '--silent', '--no-audit', '--no-fund', ...peers];
    const { status } = spawnSync('npm', install, { stdio: 'inherit', shell: process.platform === 'win32' });
    if (status !== 0) throw new Error(`${peers.join(' and ')} could not be fetched; this needs a network`);
    const { outputFiles } = await build({
      entryPoints: [path.join(__dirname, 'browser', 'entry.mjs')],
      ...{ bundle: true, format: 'iife', globalName: 'bench', platform: 'browser', minify: true },
      ...{ write: false, logLevel: 'error', nodePaths: [path.join(folder, 'node_modules')] },
    });
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      const found = await page.evaluate<Measured>(`${outputFiles[0].text};bench.measured()`);
      print(found, browser.version());
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function print({ accuracy, pitch, spectra }: Measured, version: string): void {
  const percent = (share: number, digits: number): string => `${(100 * share).toFixed(digits)} %`;
  console.log(`Chromium ${version}\n`);
  console.log(
    '| pitch | µs per frame | off by, median | wrong by a fifth or more | voiced frames missed | others called voiced |',
  );
  console.log('|---|---|---|---|---|---|');
  for (const [name, { off, gross, missed, invented }] of Object.entries(accuracy)) {
    const cells = [
      pitch[name].toFixed(1),
      percent(off, 2),
      percent(gross, 1),
      percent(missed, 1),
      percent(invented, 1),
    ];
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
  console.log('\n| spectra | µs per frame |\n|---|---|');
  for (const [name, time] of Object.entries(spectra)) console.log(`| ${name} | ${time.toFixed(1)} |`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
