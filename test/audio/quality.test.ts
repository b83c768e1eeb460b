import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { before } from 'node:test';
import { addNoise, amplify, bandPass, clip, lowPass, muLawCodec, pinkNoise } from '../../lib/audio/degrade';
import { recordingQuality } from '../../lib/audio/quality';
import { readRecording } from '../../lib/audio/recording';
import { reverberate, roomResponse } from '../../lib/audio/room';
import { selectChannel, type Signal } from '../../lib/audio/signal';
import { pow } from '../../lib/stats/pow';
import { random } from '../../lib/stats/random';
import { median } from '../../lib/stats/summary';
import { writeDemoCorpus } from '../../lib/demo/corpus';

const white = (count: number, seed: number) => {
  const stream = random(seed);
  return Float64Array.from({ length: count }, () => stream.normal());
};
const shared = process.env.SAA_SHARED_DATA;
const skip = shared === undefined ? 'SAA_SHARED_DATA does not point to real recordings' : false;

let voices: readonly Signal[] = [];
before(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-quality-'));
  try {
    await writeDemoCorpus(path.join(folder, 'demo'), { seed: 1, size: 'small' });
    voices = await utterancesOf(path.join(folder, 'demo'), 2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const realVoices = () => utterancesOf(path.join(shared ?? '', 'auditary_emotion_recognition'), 30);

/** Every so many of the utterances of a corpus in IEMOCAP's layout. */
async function utterancesOf(folder: string, step: number): Promise<Signal[]> {
  const root = path.join(folder, 'IEMOCAP_full_release');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes('sentences') && name.endsWith('.wav'))
    .sort()
    .filter((_, i) => i % step === 0);
  return Promise.all(
    files.map(async (name) => selectChannel(await readRecording(path.join(root, name)), 'left')),
  );
}

/** Median distance of the estimates from the true ratio; the voice's own noise, as estimated without any added, counts. */
function ratioErrors(signals: readonly Signal[], ratio: number, pink: boolean): number {
  return median(
    signals.map((signal, i) => {
      const noise = white(signal.samples.length, i);
      const own = pow(10, -recordingQuality(signal).signalToNoise / 10);
      const truth = -10 * Math.log10(pow(10, -ratio / 10) + own);
      const noisy = addNoise(signal, pink ? pinkNoise(noise) : noise, ratio);
      return Math.abs(recordingQuality(noisy).signalToNoise - truth);
    }),
  );
}

function assertRatios(signals: readonly Signal[]): void {
  for (const ratio of [0, 5, 10, 15, 20, 25, 30]) {
    for (const pink of [false, true]) {
      const error = ratioErrors(signals, ratio, pink);
      assert.ok(error < 3, `${pink ? 'pink' : 'white'} noise at ${ratio} dB: median error ${error} dB`);
    }
  }
}

function assertBands(signals: readonly Signal[]): void {
  const cases: [string, number, (signal: Signal) => Signal][] = [
    ['low-pass 4 kHz', 4000, (signal) => lowPass(signal, 4000)],
    ['low-pass 3 kHz', 3000, (signal) => lowPass(signal, 3000)],
    ['low-pass 2 kHz', 2000, (signal) => lowPass(signal, 2000)],
    ['telephone band', 3400, (signal) => bandPass(signal, 300, 3400)],
    ['telephone codec', 4000, muLawCodec],
  ];
  for (const [name, edge, change] of cases) {
    const errors = signals.map((signal) => Math.abs(recordingQuality(change(signal)).band.high - edge));
    assert.ok(median(errors) <= 300, `${name}: median error ${median(errors)} Hz`);
  }
  const low = signals.map((signal) => Math.abs(recordingQuality(bandPass(signal, 300, 3400)).band.low - 300));
  assert.ok(median(low) <= 300, `lower edge: median error ${median(low)} Hz`);
}

test('signal-to-noise ratio of demo voices: within 3 dB from 0 to 30 dB', () => assertRatios(voices));
test('band of demo voices: edges within 300 Hz', () => assertBands(voices));
test('signal-to-noise ratio of real voices: within 3 dB from 0 to 30 dB', { skip }, async () =>
  assertRatios(await realVoices()),
);
test('band of real voices: edges within 300 Hz', { skip }, async () => assertBands(await realVoices()));

test('clipping: the share of samples in flat tops; none in a clean voice, whatever the level', () => {
  const [voice] = voices;
  const limited = clip(voice, 12);
  const limit = limited.samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const at = limited.samples.filter((sample) => Math.abs(sample) === limit).length / limited.samples.length;
  const { clipped, warnings } = recordingQuality(limited);
  assert.ok(clipped > 0.5 * at && clipped < 1.5 * at, `${clipped} of ${at}`);
  assert.ok(warnings.some((sentence) => sentence.includes('clipped')));
  assert.ok(recordingQuality(voice).clipped < 0.001);
  assert.ok(Math.abs(recordingQuality(amplify(limited, -20)).clipped - clipped) < 0.2 * at);
});

test('level: dB relative to 1', () => {
  const tone = {
    samples: Float64Array.from({ length: 16000 }, (_, i) => Math.sin(i / 10)),
    sampleRate: 16000,
  };
  assert.ok(Math.abs(recordingQuality(tone).level + 3.01) < 0.01);
  assert.ok(Math.abs(recordingQuality(amplify(tone, -40)).level + 43.01) < 0.01);
});

test('reverberation: grows with that of the room', () => {
  const inRoom = (seconds: number) => {
    const size = [6, 5, 3] as const;
    const response = roomResponse(
      { size, source: [2, 2, 1.5], microphone: [4, 3, 1.2], reverberation: seconds },
      16000,
    );
    return median(voices.map((voice) => recordingQuality(reverberate(voice, response)).reverberation));
  };
  const dry = median(voices.map((voice) => recordingQuality(voice).reverberation));
  const [small, large] = [inRoom(0.4), inRoom(1)];
  assert.ok(dry < small && small < large, `${dry} s, ${small} s, ${large} s`);
});

test('what cannot be estimated is NaN, and said', () => {
  const none = recordingQuality({ samples: new Float64Array(0), sampleRate: 16000 });
  assert.ok(Number.isNaN(none.signalToNoise) && Number.isNaN(none.level) && Number.isNaN(none.clipped));
  assert.deepEqual(none.warnings, ['The recording has no samples.']);
  const silent = recordingQuality({ samples: new Float64Array(16000), sampleRate: 16000 });
  assert.equal(silent.level, -Infinity);
  assert.ok(Number.isNaN(silent.band.high) && Number.isNaN(silent.reverberation));
  assert.deepEqual(silent.warnings, ['The recording is silent: nothing can be measured.']);
  const short = recordingQuality({ samples: white(1000, 1), sampleRate: 16000 });
  assert.ok(Number.isNaN(short.signalToNoise));
  assert.deepEqual(recordingQuality(voices[0]).warnings, []);
});
