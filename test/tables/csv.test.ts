import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toCsv } from '../../lib/tables/csv';

test('a row per line, gaps empty, texts quoted where they must be', () => {
  const text = toCsv([
    { name: 'id', type: 'text', values: ['a', 'b, "c"', 'd\ne'] },
    { name: 'x', type: 'number', values: Float64Array.of(0.1, NaN, 1e-7) },
    { name: 'n', type: 'integer', values: Int32Array.of(1, -2, 3) },
    { name: 'kept', type: 'boolean', values: [true, false, true] },
    { name: 'categories, all', type: 'texts', values: [['Anger', 'Neutral'], [], ['a,b']] },
  ]);
  assert.equal(
    text,
    'id,x,n,kept,"categories, all"\n' +
      'a,0.1,1,true,Anger;Neutral\n' +
      '"b, ""c""",,-2,false,\n' +
      '"d\ne",1e-7,3,true,"a,b"\n',
  );
});

test('no rows leave the line of names', () => {
  assert.equal(toCsv([{ name: 'x', type: 'number', values: new Float64Array(0) }]), 'x\n');
});
