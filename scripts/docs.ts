/** `npm run docs`: generates pages, and parts of pages, from the code, and the documentation as a site in build/site/. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { corporaPage } from './docs/corpora';
import { featureSetsPage } from './docs/feature-sets';
import { referencePage } from './docs/reference';

const root = path.join(__dirname, '..');

/** Generated pages: path in the project, and a function from the present page to the new one. */
export const pages: Readonly<Record<string, (page: string) => string>> = {
  'docs/feature-sets.md': featureSetsPage,
  'docs/reference.md': referencePage,
  'auditary_emotion_recognition/README.md': corporaPage,
};

if (require.main === module) {
  for (const [name, page] of Object.entries(pages)) {
    const file = path.join(root, name);
    writeFileSync(file, page(readFileSync(file, 'utf8')));
  }
  // Not at the top: the tests read `pages` alone.
  const site = pathToFileURL(path.join(__dirname, 'docs', 'site.mjs')).href;
  void (import(site) as Promise<{ writeSite: () => Promise<string> }>)
    .then(({ writeSite }) => writeSite())
    .then((folder) => {
      console.log(
        `${path.relative(process.cwd(), path.join(folder, 'index.html'))}: the documentation, with a playground`,
      );
    });
}
