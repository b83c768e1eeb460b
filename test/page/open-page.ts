import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { browserProgram } from '../support/browser';

const root = path.resolve(__dirname, '..', '..');

/** Writes the page into a folder. */
export async function buildPage(folder: string): Promise<string> {
  const script = pathToFileURL(path.join(root, 'scripts', 'page.mjs')).href;
  const { writePage } = (await import(script)) as { writePage: (folder: string) => Promise<string> };
  return writePage(folder);
}

/** A browser, with a microphone that hears a file where one is given. */
export async function openChromium(folder: string, microphone?: string): Promise<Browser> {
  const program = path.join(folder, 'one-core.sh');
  // One core for the browser and all that it starts, where the system can.
  writeFileSync(
    program,
    `#!/bin/sh\nif command -v taskset >/dev/null; then exec taskset -c 0 "${browserProgram()}" "$@"; fi\nexec "${browserProgram()}" "$@"\n`,
  );
  chmodSync(program, 0o755);
  return chromium.launch({
    executablePath: microphone === undefined ? browserProgram() : program,
    args: [
      ...['--no-sandbox', '--mute-audio', '--autoplay-policy=no-user-gesture-required'],
      ...(microphone === undefined
        ? []
        : [
            '--use-fake-device-for-media-stream',
            '--use-fake-ui-for-media-stream',
            `--use-file-for-fake-audio-capture=${microphone}`,
          ]),
    ],
  });
}

/** The page, and what went wrong in it and was asked of the network. */
export interface TestedPage {
  readonly page: Page;
  readonly failures: readonly string[];
  /** Addresses that were loaded but for the page's own files and what it made itself. */
  readonly requests: readonly string[];
  /** Addresses that the page's policy did not let it load. */
  readonly blocked: readonly string[];
}

/** Opens the page from the disk, with the network off. */
export async function openTested(
  browser: Browser,
  folder: string,
  options: BrowserContextOptions = {},
): Promise<TestedPage> {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  await context.setOffline(true);
  const page = await context.newPage();
  const failures: string[] = [];
  const requests: string[] = [];
  const blocked: string[] = [];
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText === 'csp') blocked.push(request.url());
  });
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('console', (message) => failures.push(message.text()));
  const own = pathToFileURL(folder).href;
  page.on('request', (request) => {
    const address = request.url();
    if (![own, 'blob:', 'data:'].some((start) => address.startsWith(start))) requests.push(address);
  });
  await page.goto(pathToFileURL(path.join(folder, 'index.html')).href);
  return { page, failures, requests, blocked };
}
