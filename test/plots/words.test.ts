import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counted, decimals, listed, plain, plainText, pValue, withInterval } from '../../lib/plots/words';

test('numbers are written as readers expect them', () => {
  assert.equal(decimals(-0.126, 2), '−0.13');
  assert.equal(decimals(-0.001, 2), '0.00'); // no minus before a rounded zero
  assert.equal(decimals(NaN, 2), 'n/a');
  assert.equal(counted(10039), '10\u2009039');
  assert.equal(counted(999), '999');
  assert.equal(pValue(0.0231), 'p = .023');
  assert.equal(pValue(1e-9), 'p < .001');
  assert.equal(pValue(NaN), 'p n/a');
  assert.equal(withInterval(0.5, 0.41, -0.2, 1), '0.5 [0.4, −0.2]');
});

test('lists read as sentences', () => {
  assert.equal(listed(['a']), 'a');
  assert.equal(listed(['a', 'b', 'c']), 'a, b and c');
});

test('text that looks like HTML is shown, not obeyed', () => {
  assert.equal(plainText('<a href="x">R&B</a>'), '&lt;a href="x"&gt;R&amp;B&lt;/a&gt;');
});

test('stored numbers are a plain array; NaN becomes the gap plotly expects', () => {
  assert.equal(JSON.stringify(plain(Float64Array.of(1 / 3, NaN, 2))), '[0.333333,null,2]');
});
