import fs from 'node:fs';
import path from 'node:path';
import { root } from '../setup/places.mjs';

/**
 * Names and licences of the packages whose files are embedded, in Markdown.
 *
 * @param {string[]} inputs files that were bundled, below the project
 */
export function licences(inputs) {
  const folders = new Set(
    inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []),
  );
  const parts = [...folders].sort().map((folder) => {
    const own = path.join(root, folder);
    const { name, version, license } = JSON.parse(fs.readFileSync(path.join(own, 'package.json'), 'utf8'));
    const file = fs.readdirSync(own).find((each) => /^licen[cs]e/i.test(each));
    const text =
      file === undefined ? `Licence: ${license}` : fs.readFileSync(path.join(own, file), 'utf8').trim();
    return `## ${name} ${version}\n\n${text}\n`;
  });
  return `# Packages that are part of this one\n\n${parts.join('\n')}`;
}
