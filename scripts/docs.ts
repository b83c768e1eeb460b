/** `npm run docs`: generates pages, and parts of pages, from the code. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
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
}
