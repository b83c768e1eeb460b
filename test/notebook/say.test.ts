import assert from 'node:assert/strict';
import test from 'node:test';
import { literal } from '../../lib/notebook/say';

test('text from data cannot become markup', () => {
  assert.equal(literal('<script>alert(1)</script>'), '&#60;script&#62;alert\\(1\\)&#60;/script&#62;');
  assert.equal(literal('[a](b) *c* `d`\n# e'), '\\[a\\]\\(b\\) \\*c\\* \\`d\\` \\# e');
});
