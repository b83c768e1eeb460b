import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { root } from './cells';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A browser of this machine, or undefined when there is none. */
export function browserProgram(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find(existsSync);
}

/** Why tests that need a browser are skipped, or false when they run. */
export const withoutBrowser =
  browserProgram() === undefined
    ? 'no browser on this machine: the notebooks were not looked at in one (Debian: apt-get install chromium)'
    : false;

export function openBrowser(): Promise<Browser> {
  // In a container there is no room for the sandbox; the pages opened are our own.
  return chromium.launch({
    executablePath: browserProgram(),
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--mute-audio'],
  });
}

/** Keeps what the page looks like in test-output/, for people. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = path.join(root, 'test-output');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

/** Moves the mouse over a live figure until it shows a value; false when it shows none anywhere. */
export async function hoverShowsValue(page: Page, figure: string): Promise<boolean> {
  const plot = page.locator(`${figure} .nsewdrag`).first();
  await plot.waitFor({ state: 'attached', timeout: 20000 });
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  if (box === null) return false;
  for (let row = 1; row < 12; row++) {
    for (let column = 1; column < 12; column++) {
      await page.mouse.move(box.x + (box.width * column) / 12, box.y + (box.height * row) / 12);
      await page.waitForTimeout(60); // plotly looks at most every 50 ms
      if ((await page.locator(`${figure} .hovertext`).count()) > 0) return true;
    }
  }
  return false;
}
