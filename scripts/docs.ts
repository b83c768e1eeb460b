/** `npm run docs` writes the pages, and parts of pages, that say what the code already knows. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { corporaPage } from './docs/corpora';
import { featureSetsPage } from './docs/feature-sets';

const root = path.join(__dirname, '..');

/** Each written page: its path in the project, and what it should hold, given what it holds. */
export const pages: Readonly<Record<string, (page: string) => string>> = {
  'docs/feature-sets.md': featureSetsPage,
  'auditary_emotion_recognition/README.md': corporaPage,
};

if (require.main === module) {
  for (const [name, page] of Object.entries(pages)) {
    const file = path.join(root, name);
    writeFileSync(file, page(readFileSync(file, 'utf8')));
  }
}
