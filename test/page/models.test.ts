import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before, describe } from 'node:test';
import type { Browser } from 'playwright-core';
import { open } from '../../lib/audio/open';
import { encodeWav } from '../../lib/audio/wav';
import { slidingSegments } from '../../lib/corpora/segment';
import { featureSet } from '../../lib/features/sets';
import { silentRows } from '../../lib/features/silence';
import { fillByGroup } from '../../lib/models/data/fill-by-group';
import type { Rows } from '../../lib/models/data/rows';
import { applyFitted, trainRegression } from '../../lib/models/selection/recipes';
import { predictStarter } from '../../lib/models/starter/predict-starter';
import { readStarter } from '../../lib/models/starter/read-starter';
import { saveModel } from '../../lib/models/storage/store';
import { random } from '../../lib/stats/random';
import { measureSpans } from '../../lib/tables/measure-recording';
import { withoutBrowser } from '../support/browser';
import { demoVoices } from '../support/demo-voices';
import { buildPage, openChromium, openTested, type TestedPage } from './open-page';

const set = featureSet('original83');
const features = set.features.map(({ name }) => name);
const expected = { ...set, features };

describe('models on the page', { skip: withoutBrowser }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-page-models-'));
  const file = path.join(folder, 'talk.wav');
  const models = path.join(folder, 'models');
  const site = path.join(folder, 'page');
  let browser: Browser;
  let tested: TestedPage;
  let rows: Rows;
  let windows: { start: number; end: number }[];

  before(async () => {
    const voices = demoVoices()
      .slice(-4)
      .map(({ signal }) => signal.samples);
    const silence = new Float64Array(8 * 16000);
    const parts = [...voices, silence, voices[0]];
    const talk = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      talk.set(part, at);
      at += part.length;
    }
    writeFileSync(file, encodeWav([talk], 16000));
    const sound = await open(file);
    windows = slidingSegments({ id: '', file: '', duration: sound.duration }, { length: 4, hop: 2 });
    rows = { features, values: await measureSpans(set, sound, windows, 'exact') };
    await buildPage(site);
    browser = await openChromium(folder);
    tested = await openTested(browser, site);
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The columns of the scores that the page saves. */
  async function scores(): Promise<Map<string, (number | undefined)[]>> {
    const { page } = tested;
    await page.locator('#now', { hasText: /arousal/ }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#save-scores').click(),
    ]);
    const [names, ...lines] = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\n');
    const cells = lines.map((line) => line.split(','));
    const values = (column: number) =>
      cells.map((row) => (row[column] === '' ? undefined : Number(row[column])));
    return new Map(names.split(',').map((name, column) => [name, values(column)]));
  }

  function assertNear(found: readonly (number | undefined)[] | undefined, wanted: ArrayLike<number>): void {
    assert.equal(found?.length, wanted.length);
    found?.forEach((value, i) => {
      if (Number.isNaN(wanted[i])) assert.equal(value, undefined);
      // Two engines differ in the last bits of sines and logarithms, and the resonances of frames at the edge of digital silence
      // make 1e-7 of that; the page prints two decimals.
      else
        assert.ok(
          Math.abs((value ?? NaN) - wanted[i]) <= 1e-6 * Math.abs(wanted[i]),
          `${value}, not ${wanted[i]}`,
        );
    });
  }

  test('the starter says the same as in a notebook, window by window, and what it is worth', async () => {
    const { page } = tested;
    await page.locator('#file').setInputFiles(file);
    const found = await scores();
    const silent = silentRows(set, rows);
    assert.ok(silent.length > 0);
    const voices = windows.map(() => '');
    const { arousal } = predictStarter(readStarter(expected), rows, {
      windows,
      voices,
      empty: silent,
      silent,
    });
    assertNear(found.get('arousal'), arousal);
    assertNear(
      found.get('start'),
      windows.map(({ start }) => start),
    );
    assert.match((await page.locator('#model-name').textContent()) ?? '', /^Starter model of arousal/);
    await page.locator('summary').click();
    assert.match((await page.locator('#starter-card').textContent()) ?? '', /RAVDESS, 600 recordings/);
    assert.ok(await page.getByText('Not for deciding about people.', { exact: true }).isVisible());
  });

  test('so do models that one has trained, linear and with a kernel, from their folder', async () => {
    const { page } = tested;
    const stream = random(1);
    const training = {
      features,
      values: Float64Array.from({ length: 40 * features.length }, () => 100 * stream.normal()),
    };
    const targets = Float64Array.from({ length: 40 }, () => 3 + stream.normal());
    const provenance = {
      ...{ kind: 'model', data: 'x', features: { name: set.name, version: set.version }, settings: {} },
      ...{ versions: {}, warnings: ['Learned from noise.'] },
    };
    const fitted = {
      arousal: trainRegression(
        { kind: 'ridge', name: 'ridge', scaling: 'standard', penalty: 100 },
        training,
        targets,
      ),
      valence: trainRegression(
        { kind: 'rbf-svr', name: 'RBF', scaling: 'quantile', c: 1 },
        training,
        targets,
      ),
    };
    for (const [target, one] of Object.entries(fitted))
      saveModel(path.join(models, target), {
        ...{
          ...one,
          target,
          units: set.features.map(({ unit }) => unit),
          provenance,
          scores: { CCC: 0.125 },
        },
      });
    await page.locator('#models').setInputFiles(models);
    await page.locator('#model-name', { hasText: 'Models of arousal, valence' }).waitFor();
    await page.locator('#now', { hasText: 'valence' }).waitFor();
    const found = await scores();
    const filled = fillByGroup(
      rows,
      windows.map(() => ''),
      silentRows(set, rows),
    );
    assertNear(found.get('arousal'), applyFitted(fitted.arousal, filled));
    assertNear(found.get('valence'), applyFitted(fitted.valence, filled));
    assert.match((await page.locator('#model-cards').textContent()) ?? '', /\| CCC \| 0\.125 \|/);
    assert.match((await page.locator('#model-warnings').textContent()) ?? '', /Learned from noise/);
    assert.ok(!(await page.locator('#starter-card').isVisible()));
  });

  test('a folder without a model, or with a damaged one, is refused with a way out', async () => {
    const { page } = tested;
    const [weights] = readdirSync(path.join(models, 'arousal')).filter((name) => name.endsWith('.bin'));
    writeFileSync(path.join(models, 'arousal', weights), 'damaged');
    await page.locator('#models').setInputFiles(models);
    await page
      .locator('#status.failure', { hasText: /models\/arousal\/weights-.*: its checksum is/ })
      .waitFor();
    rmSync(path.join(models, 'arousal'), { recursive: true });
    rmSync(path.join(models, 'valence'), { recursive: true });
    writeFileSync(path.join(models, 'notes.txt'), 'x');
    await page.locator('#models').setInputFiles(models);
    await page.locator('#status.failure', { hasText: 'no model among 1 files' }).waitFor();
    await page.locator('#use-starter').click();
    await page.locator('#model-name', { hasText: 'Starter model' }).waitFor();
    assert.deepEqual(tested.failures, []);
    assert.deepEqual(tested.requests, []);
  });
});
