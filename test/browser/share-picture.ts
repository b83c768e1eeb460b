// node --import tsx test/browser/share-picture.ts [FOLDER]: docs/share.png, a picture of the page that npm run share wrote
// (processed-data/share unless FOLDER is given) of the whole study.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openBrowser } from '../support/browser';
import { root } from '../support/cells';

/**
 * Takes the picture of the index page.
 *
 * @param folder as npm run share leaves it
 * @throws Error when it is not of the four notebooks
 */
export async function sharePicture(folder: string, out: string): Promise<void> {
  const notebooks = readdirSync(path.join(root, 'notebooks')).filter((name) => name.endsWith('.ipynb'));
  const missing = [...notebooks, 'index.html', 'provenance.json'].filter(
    (file) => !existsSync(path.join(folder, file)),
  );
  if (missing.length > 0)
    throw new Error(`${folder}: no ${missing.join(', ')}; run npm run share, then this again`);
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1100, height: 820 } });
    await page.goto(pathToFileURL(path.join(folder, 'index.html')).href);
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: out });
  } finally {
    await browser.close();
  }
}

if (require.main === module) {
  const folder = path.resolve(process.argv[2] ?? path.join(root, 'processed-data', 'share'));
  sharePicture(folder, path.join(root, 'docs', 'share.png')).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
