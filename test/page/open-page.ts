import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
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

/** s of processor time that the threads of this process's browsers took, by name; of none where the system does not say. */
export function threadSeconds(): Map<string, number> {
  const seconds = new Map<string, number>();
  for (const pid of descendants()) {
    for (const { name, ticks } of threadsOf(pid)) seconds.set(name, (seconds.get(name) ?? 0) + ticks / TICKS);
  }
  return seconds;
}

/** Of Linux, a second. */
const TICKS = 100;

/** What `/proc` says of a process or thread: its name, and the fields after it. */
function stat(file: string): { name: string; fields: string[] } | undefined {
  try {
    const text = readFileSync(file, 'latin1');
    const end = text.lastIndexOf(')');
    return { name: text.slice(text.indexOf('(') + 1, end), fields: text.slice(end + 2).split(' ') };
  } catch {
    return undefined; // it has ended meanwhile, or there is no such system
  }
}

function descendants(): Set<number> {
  const found = new Set([process.pid]);
  if (!existsSync('/proc/self/stat')) return new Set();
  const pids = readdirSync('/proc')
    .map(Number)
    .filter(Number.isInteger)
    .sort((a, b) => a - b);
  const parents = new Map(pids.map((pid) => [pid, Number(stat(`/proc/${pid}/stat`)?.fields[1])]));
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  found.delete(process.pid);
  return found;
}

function threadsOf(pid: number): { name: string; ticks: number }[] {
  const folder = `/proc/${pid}/task`;
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((thread) => {
    const found = stat(path.join(folder, thread, 'stat'));
    return found === undefined
      ? []
      : [{ name: found.name, ticks: Number(found.fields[11]) + Number(found.fields[12]) }];
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
