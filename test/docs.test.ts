import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { pages } from '../scripts/docs';

for (const [name, page] of Object.entries(pages))
  test(`${name} is what npm run docs writes`, () => {
    const stored = readFileSync(path.join(__dirname, '..', name), 'utf8');
    assert.equal(stored, page(stored), 'run npm run docs');
  });
