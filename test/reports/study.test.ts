import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { reportOf, type Part } from '../../lib/notebook/report';
import { show } from '../../lib/notebook/show';
import { mergedResults } from '../../lib/reports/results';
import { Study } from '../../lib/reports/study';
import { InsufficientData } from '../../lib/stats/insufficient-data';
import type { Places } from '../../lib/study/places';

/** What `run` prints. */
async function printed(run: () => Promise<void>): Promise<string[]> {
  const { log } = console;
  const said: string[] = [];
  console.log = (...words: unknown[]) => void said.push(words.join(' '));
  try {
    await run();
  } finally {
    console.log = log;
  }
  return said;
}

test('parts of results are merged in order; a key with two values is named', () => {
  const merged = mergedResults([
    { corpus: { n: 3 }, arousal: { r: 0.5 } },
    { arousal: { picks: [1] }, notRun: {} },
  ]);
  assert.deepEqual(merged, { corpus: { n: 3 }, arousal: { r: 0.5, picks: [1] }, notRun: {} });
  assert.deepEqual(Object.keys(merged), ['corpus', 'arousal', 'notRun']);
  assert.throws(() => mergedResults([{ a: { b: 1 } }, { a: { b: 2 } }]), /two reports give results for a\.b/);
});

test('a report shows its parts in order, those of the reports within it too', async () => {
  const inner = reportOf(['second', undefined, '']);
  const said = await printed(() =>
    show(reportOf(['first', inner, { kind: 'table', caption: 'T', columns: [], more: 0 }])),
  );
  assert.deepEqual(said, ['first', 'second', 'T']);
});

test('a study writes what its reports found, and why a step did not run', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-study-'));
  try {
    const places = {
      data: '/data',
      synthetic: true,
      results: (name: string) => path.join(folder, `${name}.json`),
    };
    const study = new Study('preprocess_data', places as unknown as Places);
    const parts: Part[] = [];
    const none = await study.run('a step', () => Promise.reject(new InsufficientData('no row')), parts);
    assert.equal(none, null);
    assert.deepEqual(parts, ['**Not run: a step.** No row.']);
    const ran = await study.step('another', () => 'a figure');
    assert.deepEqual(ran.parts, ['a figure']);
    const lacking = await study.step('a step', () => Promise.reject(new InsufficientData('no row')));
    assert.deepEqual(lacking.parts, parts);
    await assert.rejects(
      study.step('a fault', () => Promise.reject(new TypeError('wrong'))),
      TypeError,
    );
    study.save(reportOf([], { n: 3 }), reportOf([]), reportOf([], { m: NaN }));
    const file = path.join(folder, 'preprocess_data.json');
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), {
      n: 3,
      m: null,
      notRun: { 'a step': 'no row' },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
