import assert from 'node:assert/strict';
import test from 'node:test';
import { turnTaking } from '../../lib/speakers/turn-taking';
import type { Turn } from '../../lib/speakers/stretches';

const turn = (speaker: string, start: number, end: number): Turn => ({ speaker, start, end });
const near = (found: number, expected: number): void =>
  assert.ok(Math.abs(found - expected) < 1e-9, `${found}`);

test('speech, pauses, turns and answers of a conversation', () => {
  const turns = [
    turn('B', 0, 4),
    turn('A', 5, 8), // answers after 1 s
    turn('A', 8.5, 12), // after a pause of 0.5 s
    turn('B', 12.2, 13),
    turn('A', 13.4, 20), // answers after 0.4 s
    turn('A', 23, 24), // after 3 s: a new turn
  ];
  const found = turnTaking(turns, [], 'A', 60);
  near(found.speechShare, 14.1 / 60);
  near(found.ownShare, 14.1 / 18.9);
  near(found.pausesPerMinute, 60 / (7 + 6.6 + 1));
  near(found.meanPause, 0.5);
  near(found.turnsPerMinute, 3);
  near(found.meanTurn, (7 + 6.6 + 1) / 3);
  near(found.medianAnswer, 0.7);
});

test('where both speak each does: an answer that overlaps is negative', () => {
  const found = turnTaking([turn('B', 0, 4), turn('A', 4.5, 8)], [{ start: 4, end: 4.5 }], 'A', 10);
  near(found.medianAnswer, -0.5);
  near(found.speechShare, 0.4);
  near(found.ownShare, 4 / 8.5);
});

test('what another says within a turn does not end it', () => {
  const turns = [turn('A', 0, 4), turn('A', 4.5, 9), turn('B', 10, 12)];
  const found = turnTaking(turns, [{ start: 4, end: 4.5 }], 'A', 12);
  near(found.turnsPerMinute, 5);
  near(found.pausesPerMinute, 0);
  assert.ok(Number.isNaN(found.medianAnswer));
});

test('one voice has no answers, and nobody no turns', () => {
  const alone = turnTaking([turn('A', 0, 6)], [], 'A', 12);
  near(alone.ownShare, 1);
  assert.ok(Number.isNaN(alone.medianAnswer));
  const nobody = turnTaking([], [], undefined, 12);
  assert.equal(nobody.speechShare, 0);
  assert.equal(nobody.turnsPerMinute, 0);
  for (const key of ['ownShare', 'pausesPerMinute', 'meanPause', 'meanTurn', 'medianAnswer'] as const)
    assert.ok(Number.isNaN(nobody[key]), key);
});
