import assert from 'node:assert/strict';
import test from 'node:test';
import { decodeWav } from '../../lib/audio/wav';
import { FIRST_FRAME, FRAME, type LiveUpdate } from '../../lib/page/live-update';
import { startLive } from '../../lib/page/worker/live';
import { formants } from '../../lib/praat/formants';
import { intensity } from '../../lib/praat/intensity';
import { timeAt, valueAt } from '../../lib/praat/frames';
import { pitch } from '../../lib/praat/pitch';
import { mean } from '../../lib/stats/summary';
import { demoVoices } from '../support/demo-voices';

// What the microphone's worker does, without a microphone: samples arrive in small batches, as from its thread.
const BATCH = 256;

async function listened(samples: Float64Array, sampleRate: number) {
  const updates: LiveUpdate[] = [];
  const live = startLive(sampleRate, (update) => updates.push(update));
  const delays: number[] = [];
  for (let at = 0; at + BATCH <= samples.length; at += BATCH) {
    live.hear(Float32Array.from(samples.subarray(at, at + BATCH)));
    const last = updates.at(-1);
    if (last === undefined) continue;
    const newest = FIRST_FRAME + (last.columns.first + last.columns.low.length - 1) * FRAME;
    delays.push((at + BATCH) / sampleRate - newest);
  }
  const recording = decodeWav(new Uint8Array(await live.recording().arrayBuffer()), 'heard');
  return { updates, delays, recording };
}

/** The values that were told last of each frame. */
function told(updates: readonly { first: number; values: Float64Array }[]): number[] {
  const values: number[] = [];
  for (const { first, values: own } of updates) own.forEach((value, n) => (values[first + n] = value));
  return values;
}

test('what is heard bit by bit is measured as a recording is, within 33 ms of the sound', async () => {
  const { samples, sampleRate } = demoVoices()[6].signal;
  const { updates, delays, recording } = await listened(samples, sampleRate);
  // 20 ms of sound after the middle of a frame, up to 10 until the next frame, a sample.
  assert.ok(Math.max(...delays.slice(20)) < 0.033 + BATCH / sampleRate, `${Math.max(...delays.slice(20))} s`);

  const heard = samples.subarray(0, recording.channels[0].length);
  assert.deepEqual(recording.channels[0], Float64Array.from(Float32Array.from(heard)));
  const sound = { samples: heard, sampleRate };

  const whole = pitch(sound);
  const live = told(updates.map((update) => update.pitch));
  let [both, near, voicing] = [0, 0, 0];
  live.forEach((value, n) => {
    const wanted = valueAt(whole, FIRST_FRAME + n * FRAME);
    if (Number.isNaN(value) !== Number.isNaN(wanted)) voicing++;
    if (Number.isNaN(value) || Number.isNaN(wanted)) return;
    both++;
    if (Math.abs(value - wanted) < 0.02 * wanted) near++;
  });
  // Frames lie elsewhere than those of the whole recording, and the path through them sees less of what follows.
  assert.ok(both > 50 && near / both > 0.95, `${near} of ${both}`);
  assert.ok(voicing / live.length < 0.08, `${voicing} of ${live.length}`);

  const level = told(updates.flatMap((update) => update.level ?? []));
  const levels = intensity(sound);
  const differences = level.flatMap((value, n) => {
    const wanted = valueAt(levels, FIRST_FRAME + n * FRAME);
    return wanted > 40 ? [Math.abs(value - wanted)] : [];
  });
  assert.ok(differences.length > 50 && mean(differences) < 0.3, `${mean(differences)} dB`);

  const resonances = formants(sound);
  const first = told(
    updates.flatMap(({ formants: own }) => (own ? [{ first: own.first, values: own.frequency[0] }] : [])),
  );
  const f1 = { values: resonances.frequency[0], start: resonances.start, step: resonances.step };
  const off = first.flatMap((value, n) => {
    const time = FIRST_FRAME + n * FRAME;
    const wanted = valueAt(f1, time);
    return valueAt(whole, time) > 0 ? [Math.abs(value - wanted) / wanted] : [];
  });
  assert.ok(off.length > 50 && mean(off) < 0.03, `${mean(off)}`);
  assert.ok(timeAt(whole, 0) < 0.03);
});

test('silence has no pitch, and the last four seconds are given away twice a second', async () => {
  const { updates } = await listened(new Float64Array(6 * 16000), 16000);
  assert.ok(told(updates.map((update) => update.pitch)).every(Number.isNaN));
  const recent = updates.flatMap((update) => update.recent ?? []);
  assert.ok(recent.length >= 10 && recent.length <= 12, `${recent.length}`);
  assert.ok(Math.abs((recent.at(-1)?.samples.length ?? 0) / 16000 - 4) < 0.02);
});
