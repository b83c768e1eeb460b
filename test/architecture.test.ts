import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';

const root = path.resolve(__dirname, '..');
const lib = path.join(root, 'lib');

/** The surface for notebooks and other people's code: it may import every room, and no room imports it. */
const frontDoor = 'index.ts';

/** Every file of the library with the files of the library it imports, as paths below lib/. */
const imports = new Map(
  readdirSync(lib, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && !file.includes('.tmp'))
    .map((file) => {
      const code = readFileSync(path.join(lib, file), 'utf8');
      const named = [...code.matchAll(/(?:from|import\() ?'(\.[^']+)'/g)].map((match) => match[1]);
      return [file, named.map((name) => `${path.normalize(path.join(path.dirname(file), name))}.ts`)];
    }),
);

const room = (file: string) => file.split(path.sep)[0];

/** The table "who may import whom" of docs/house.md: room → rooms it may import. */
function allowed(): Map<string, string[]> {
  const readme = readFileSync(path.join(root, 'docs', 'house.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| `(\w+)` \|[^|]*\| (?:—|(?<rooms>`[^|]+`)) \|$/gm)];
  return new Map(rows.map((row) => [row[1], (row.groups?.rooms ?? '').match(/\w+/g) ?? []]));
}

test('docs/house.md names every room of the library', () => {
  const rooms = [...imports.keys()].filter((file) => file !== frontDoor).map(room);
  assert.deepEqual([...allowed().keys()].sort(), [...new Set(rooms)].sort());
});

test('a room imports only the rooms docs/house.md allows it', () => {
  const rules = allowed();
  const broken: string[] = [];
  for (const [file, named] of imports) {
    if (file === frontDoor) continue;
    for (const other of named.map(room)) {
      if (other !== room(file) && !rules.get(room(file))?.includes(other))
        broken.push(`${file} imports ${other}`);
    }
  }
  assert.deepEqual(broken, []);
});

test('no file is imported in a circle', () => {
  // Node forgives cycles; the kernel recurses until its stack overflows.
  const finished = new Set<string>();
  const walk = (file: string, trail: string[]): void => {
    if (finished.has(file)) return;
    assert.ok(!trail.includes(file), [...trail.slice(trail.indexOf(file)), file].join(' → '));
    for (const next of imports.get(file) ?? []) walk(next, [...trail, file]);
    finished.add(file);
  };
  for (const file of imports.keys()) walk(file, []);
});
