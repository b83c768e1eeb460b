import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declaredScale, headerKey } from '../../lib/text/header';
import { isRecordingKey, recordingKey } from '../../lib/text/names';

test('one recording has one key, however it is written', () => {
  const same = (key: string, ...ways: string[]) => {
    for (const way of ways) assert.equal(recordingKey(way), key, way);
  };
  same(
    'p1',
    'p1',
    'P1.wav',
    'P1.WAV',
    'p1.m4a',
    "'P1'",
    ' p1 ',
    'Data\\Audio\\P1.wav',
    '/data/p1.Wave',
    '\uFEFFp1',
  );
  same('rémi', 'Rémi', 'Re\u0301mi.wav', 'RÉMI', 'rec/Re\u0301mi.mp3', '\u200eRémi\u200b');
  same('が行', 'が行', 'か\u3099行.WAV');
  same('anna maria', 'Anna Maria', 'anna\u00a0maria', 'Anna  Maria.wav');
  same('dr. who', 'Dr. Who', 'dr. who.wav');
  same('p1.2', 'P1.2', 'p1.2.wav');
  // Lower case and composing do not commute for this one, so it is composed anew.
  same(recordingKey('İpek'), 'I\u0307pek');
});

test('what cannot be the name of a recording', () => {
  for (const name of ['', ' ', '..', '../', 'a/', '.hidden', 'a\x07', 'R\ufffdmi', '.wav']) {
    assert.ok(!isRecordingKey(recordingKey(name)), JSON.stringify(name));
  }
});

test('names of columns without capitals, blanks, signs and brackets', () => {
  for (const name of ['Participant ID', 'participant_id', 'PARTICIPANT-ID (text)', '/participant id']) {
    assert.equal(headerKey(name), 'participantid');
  }
  assert.equal(headerKey('Score (1-7)'), 'score');
  assert.equal(headerKey('Score [1 to 7]'), 'score');
  assert.equal(headerKey('スコア（点）'), 'スコア');
});

test('the scale that a name declares', () => {
  assert.deepEqual(declaredScale('Score (1-7)'), { low: 1, high: 7 });
  assert.deepEqual(declaredScale('score [0 to 100]'), { low: 0, high: 100 });
  assert.deepEqual(declaredScale('Score (−3 – 3)'), { low: -3, high: 3 });
  assert.deepEqual(declaredScale('score (0,5-1,5)'), { low: 0.5, high: 1.5 });
  assert.equal(declaredScale('score'), undefined);
  assert.equal(declaredScale('score (2026)'), undefined);
  assert.equal(declaredScale('score (7-1)'), undefined);
});
