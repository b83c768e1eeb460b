import assert from 'node:assert/strict';
import test from 'node:test';
import {
  harmonicityText,
  intensityText,
  readHarmonicity,
  readIntensity,
  type ContourObject,
} from '../../../lib/praat/files/contour-file';
import { bytesOf } from '../../../lib/praat/files/encoding';
import { formantText, readFormant } from '../../../lib/praat/files/formant-file';
import type { TextForm } from '../../../lib/praat/files/lines';
import { pitchText, readPitch } from '../../../lib/praat/files/pitch-file';
import { formantObject, formants } from '../../../lib/praat/formants';
import type { FrameGrid, TimeDomain } from '../../../lib/praat/frames';
import { harmonicity } from '../../../lib/praat/harmonicity';
import { intensity } from '../../../lib/praat/intensity';
import { pitch } from '../../../lib/praat/pitch';
import { chosenPitch, pitchObject } from '../../../lib/praat/pitch-object';
import { closeTo } from '../../support/close-to';
import { praatFile, praatText, withLine } from '../../support/praat-files';
import { readReference } from '../../support/reference';
import { referenceSignals } from '../../support/signals';

type Values = readonly (number | null)[];
type Frames = FrameGrid & TimeDomain;
interface Reference {
  readonly Pitch: Frames & {
    readonly ceiling: number;
    readonly maxCandidates: number;
    readonly frames: readonly { intensity: number; candidates: readonly (readonly [number, number])[] }[];
    readonly chosen: Values;
  };
  readonly Formant: Frames & { readonly frequency: readonly Values[]; readonly bandwidth: readonly Values[] };
  readonly Intensity: Frames & { readonly values: Values };
  readonly Harmonicity: Frames & { readonly values: Values };
}

const reference = readReference<Reference>('praat-files');
const { word } = referenceSignals();
const seconds = { xmin: 0, xmax: word.samples.length / word.sampleRate };
const forms = { long: 'text', short: 'short text' } as const;
const nan = (values: Values) => Float64Array.from(values, (value) => value ?? NaN);
const framesOf = ({ xmin, xmax, start, step, count }: Frames) => ({ xmin, xmax, start, step, count });

for (const [name, form] of Object.entries(forms)) {
  test(`${name}.Pitch: what Praat reads in it, and the same bytes again`, () => {
    const bytes = praatFile(`${name}.Pitch`);
    const object = readPitch(bytes, name);
    const { frames, chosen, ceiling, maxCandidates, ...grid } = reference.Pitch;
    const { first, frequency, strength } = object.candidates;
    assert.deepEqual(framesOf(object), grid);
    assert.deepEqual([object.ceiling, object.maxCandidates], [ceiling, maxCandidates]);
    assert.deepEqual(
      Array.from({ length: object.count }, (_, n) => ({
        intensity: object.intensity[n],
        candidates: Array.from(frequency.subarray(first[n], first[n + 1]), (hz, c) => [
          hz,
          strength[first[n] + c],
        ]),
      })),
      frames,
    );
    assert.deepEqual(chosenPitch(object).values, nan(chosen));
    assert.deepEqual(bytesOf(pitchText(object, form)), bytes);
  });

  test(`${name}.Formant: what Praat reads in it, and the same bytes again`, () => {
    const bytes = praatFile(`${name}.Formant`);
    const object = readFormant(bytes, name);
    const { frequency, bandwidth, ...grid } = reference.Formant;
    assert.deepEqual(framesOf(object), grid);
    assert.deepEqual(object.frequency, frequency.map(nan));
    for (const [k, values] of bandwidth.entries()) {
      // Praat gives bandwidths at a time, between two frames, where rounding puts it a hair beside the frame.
      values.forEach((value, n) =>
        closeTo(object.bandwidth[k][n], value ?? NaN, 1e-9, `B${k + 1} of frame ${n}`),
      );
    }
    assert.deepEqual(bytesOf(formantText(object, form)), bytes);
  });

  test(`${name}.Intensity and .Harmonicity: what Praat reads in it, and the same bytes again`, () => {
    for (const [kind, read, text, silent] of [
      ['Intensity', readIntensity, intensityText, -300],
      ['Harmonicity', readHarmonicity, harmonicityText, -200],
    ] as const) {
      const bytes = praatFile(`${name}.${kind}`);
      const object = read(bytes, name);
      const { values, ...grid } = reference[kind];
      assert.deepEqual(framesOf({ ...object, count: object.values.length }), grid);
      assert.deepEqual(
        Array.from(object.values, (value) => (Number.isNaN(value) ? silent : value)),
        values,
      );
      assert.deepEqual(bytesOf(text(object, form)), bytes);
    }
  });
}

test('a Pitch object has the candidates that Praat has, and the contour that `pitch` measures', () => {
  const object = pitchObject(word);
  const praat = readPitch(praatFile('long.Pitch'), 'long');
  assert.deepEqual(object.candidates.first, praat.candidates.first);
  assert.deepEqual([object.ceiling, object.maxCandidates], [praat.ceiling, praat.maxCandidates]);
  for (let n = 0; n < object.count; n++) {
    // In digital silence what is correlated is what rounding leaves of the mean, in either program.
    if (praat.intensity[n] < 1e-12) continue;
    for (let at = object.candidates.first[n]; at < object.candidates.first[n + 1]; at++) {
      // As chosen ones (test/praat/pitch.test.ts): a correlation that is flat at its top leaves its place open.
      closeTo(
        object.candidates.frequency[at],
        praat.candidates.frequency[at],
        1e-3,
        `frequency in frame ${n}`,
      );
      closeTo(object.candidates.strength[at], praat.candidates.strength[at], 1e-6, `strength in frame ${n}`);
    }
  }
  object.intensity.forEach((share, n) => closeTo(share, praat.intensity[n], 1e-9, `intensity ${n}`));
  assert.deepEqual(chosenPitch(object), pitch(word));
  for (const options of [
    { floor: 60, ceiling: 300 },
    { timeStep: 0.003, veryAccurate: true },
  ]) {
    assert.deepEqual(chosenPitch(pitchObject(word, options)), pitch(word, options));
  }
});

test('a Formant object has the intensity that Praat has, and the tracks that `formants` measures', () => {
  const { intensity: squares, xmin, xmax, ...track } = formantObject(word);
  const praat = readFormant(praatFile('long.Formant'), 'long');
  assert.deepEqual(track, formants(word));
  assert.deepEqual({ xmin, xmax }, { xmin: praat.xmin, xmax: praat.xmax });
  // Both resample with the same filter; the rest is rounding of samples near 1.
  squares.forEach((square, n) => closeTo(square, praat.intensity[n], 1e-9, `frame ${n}`));
});

test('measured objects come back from files as they were measured', () => {
  const tooShort = { ...word, samples: word.samples.subarray(0, 10) };
  for (const form of Object.values(forms) satisfies TextForm[]) {
    for (const sound of [word, tooShort]) {
      const [f0, resonances] = [pitchObject(sound), formantObject(sound)];
      assert.deepEqual(readPitch(bytesOf(pitchText(f0, form)), 'x'), f0);
      assert.deepEqual(readFormant(bytesOf(formantText(resonances, form)), 'x'), resonances);
      const level: ContourObject = { ...seconds, ...intensity(sound) };
      assert.deepEqual(readIntensity(bytesOf(intensityText(level, form)), 'x'), level);
      const ratio: ContourObject = { ...seconds, ...harmonicity(sound) };
      assert.deepEqual(readHarmonicity(bytesOf(harmonicityText(ratio, form)), 'x'), ratio);
    }
  }
});

test('damaged files are refused with their name, the line, what was found and what was expected', () => {
  const [f0, resonances, level] = [
    praatText('long.Pitch'),
    praatText('long.Formant'),
    praatText('long.Intensity'),
  ];
  const damaged: [() => unknown, RegExp][] = [
    [() => readPitch(level, 'a'), /^a, line 2: found the object class "Intensity 2", expected "Pitch 1"$/],
    [() => readPitch(withLine(f0, 4), 'a'), /^a, line 4: found a value named 'xmax', expected 'xmin'$/],
    [
      () => readPitch(withLine(f0, 7, 'dx = 0'), 'a'),
      /^a, line 7: found 0, expected a number above 0 \(dx\)$/,
    ],
    [
      () => readPitch(withLine(f0, 14, 'nCandidates = 0'), 'a'),
      /line 14: found 0 candidates of frame 1, expected 1 to 15/,
    ],
    [
      () => readPitch(withLine(f0, 14, 'nCandidates = 16'), 'a'),
      /line 14: found 16 candidates .*, as maxnCandidates says/,
    ],
    [() => readPitch(withLine(f0, 14, 'nCandidates = 2'), 'a'), /expected '(frequency|intensity)'/],
    [
      () => readPitch(f0.slice(0, -30), 'a'),
      /line \d+: found .*, expected a number \((strength|frequency)\)/,
    ],
    [
      () => readFormant(withLine(resonances, 9, 'maxnFormants = 2'), 'a'),
      /formants of frame \d+, expected 2 at most/,
    ],
    [
      () => readFormant(withLine(resonances, 9, 'maxnFormants = 101'), 'a'),
      /line 9: found 101 form.*, expected 100 at/,
    ],
    [
      () => readIntensity(withLine(level, 6, 'nx = 12'), 'a'),
      /line 28: found the number .*, expected the end of the file/,
    ],
    [
      () => readIntensity(withLine(level, 11, 'ny = 2'), 'a'),
      /^a, line 11: found 2 rows \(ny\), expected one/,
    ],
    [
      () => readHarmonicity(level, 'a'),
      /^a, line 2: found the object class "Intensity 2", expected "Harmonicity 2"$/,
    ],
  ];
  for (const [read, message] of damaged) assert.throws(read, { name: 'Error', message });
});
