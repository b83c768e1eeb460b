import fs from 'node:fs';
import path from 'node:path';

/**
 * Files below a folder that modules or declarations reach by their imports, themselves first, and the packages they name.
 *
 * @param {string} folder
 * @param {string[]} entries
 * @returns {{ files: string[], packages: string[] }}
 */
export function filesBelow(folder, entries) {
  const files = new Set(entries);
  const packages = new Set();
  for (const file of files) {
    const text = fs.readFileSync(path.join(folder, file), 'utf8').replace(/^\s*(\/\/|\/?\*).*$/gm, '');
    for (const [, , name] of text.matchAll(/(\bfrom\s*|\bimport\s*\(?\s*)["']([^"']+)["']/g)) {
      if (name.startsWith('.')) {
        const target = path.posix.join(path.posix.dirname(file), name);
        files.add(file.endsWith('.d.ts') ? target.replace(/\.js$/, '.d.ts') : target);
      } else if (!name.startsWith('node:')) packages.add(/^(@[^/]+\/)?[^/]+/.exec(name)[0]);
    }
  }
  return { files: [...files], packages: [...packages].sort() };
}
