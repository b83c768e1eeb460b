import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { harmonicityText, intensityText } from '../../../lib/praat/files/contour-file';
import { bytesOf, type Encoding } from '../../../lib/praat/files/encoding';
import { formantText } from '../../../lib/praat/files/formant-file';
import type { TextForm } from '../../../lib/praat/files/lines';
import { pitchText } from '../../../lib/praat/files/pitch-file';
import { textGridText, type TextGrid } from '../../../lib/praat/files/text-grid';
import { formantObject } from '../../../lib/praat/formants';
import { harmonicity } from '../../../lib/praat/harmonicity';
import { intensity } from '../../../lib/praat/intensity';
import { chosenPitch, pitchObject } from '../../../lib/praat/pitch-object';
import { temporaryFolder } from '../../support/folder';
import { askPraat, withoutPraat } from '../../support/parselmouth';
import { referenceSignals } from '../../support/signals';

const { word } = referenceSignals();
const seconds = { xmin: 0, xmax: word.samples.length / word.sampleRate };
const grid: TextGrid = {
  ...seconds,
  tiers: [
    {
      class: 'IntervalTier',
      name: 'say "words"',
      ...seconds,
      intervals: [
        { xmin: 0, xmax: 0.1 + 0.2, text: 'naïve "ʃɪp" 😀' },
        { xmin: 0.1 + 0.2, xmax: seconds.xmax, text: '' },
      ],
    },
    {
      class: 'TextTier',
      name: 'points',
      ...seconds,
      points: [
        { number: 1e-7, mark: 'two\nlines' },
        { number: 1 / 3, mark: '""' },
      ],
    },
    { class: 'TextTier', name: 'none', ...seconds, points: [] },
  ],
};

const script = `
import json, sys
import parselmouth
from parselmouth.praat import call

def missing(values):
    return [None if v != v else v for v in values]

def read(name):
    return parselmouth.read(sys.argv[1] + "/" + name)

def grid(name):
    grid = read(name)
    tiers = []
    for t in range(1, call(grid, "Get number of tiers") + 1):
        tier = {"name": call(grid, "Get tier name", t)}
        if call(grid, "Is interval tier", t):
            tier["intervals"] = [
                {"xmin": call(grid, "Get start point", t, i), "xmax": call(grid, "Get end point", t, i),
                 "text": call(grid, "Get label of interval", t, i)}
                for i in range(1, call(grid, "Get number of intervals", t) + 1)]
        else:
            tier["points"] = [
                {"number": call(grid, "Get time of point", t, i), "mark": call(grid, "Get label of point", t, i)}
                for i in range(1, call(grid, "Get number of points", t) + 1)]
        tiers.append(tier)
    return tiers

def frames(track):
    return [track.xmin, track.xmax, track.t1, track.dt, track.nx]

def tracks(name):
    pitch, formant, level, ratio = (read(name + kind) for kind in (".Pitch", ".Formant", ".Intensity", ".Harmonicity"))
    formant_rows = range(1, call(formant, "Get maximum number of formants") + 1)
    return {
        "frames": [frames(track) for track in (pitch, formant, level, ratio)],
        "pitch": [pitch.ceiling, pitch.max_n_candidates, pitch.selected_array["frequency"].tolist()],
        "candidates": [[c.frequency, c.strength] for frame in pitch for c in frame.candidates],
        "intensities": [frame.intensity for frame in pitch],
        "formants": [call(formant, "To Matrix", n).values[0].tolist() for n in formant_rows],
        "intensity": level.values[0].tolist(),
        "harmonicity": ratio.values[0].tolist(),
    }

print(json.dumps({
    "grids": [grid(name) for name in sys.argv[2].split(",")],
    "tracks": [tracks(name) for name in ("text", "short text")],
}))
`;

interface Tracks {
  readonly frames: readonly number[][];
  readonly pitch: readonly [number, number, readonly number[]];
  readonly candidates: readonly (readonly [number, number])[];
  readonly intensities: readonly number[];
  readonly formants: readonly (readonly number[])[];
  readonly intensity: readonly number[];
  readonly harmonicity: readonly number[];
}

test(
  'Praat reads what is written: the same times, texts and numbers to the last bit',
  { skip: withoutPraat },
  () => {
    const forms: readonly TextForm[] = ['text', 'short text'];
    const encodings: readonly Encoding[] = ['UTF-8', 'UTF-16LE', 'UTF-16BE'];
    const f0 = pitchObject(word);
    const resonances = formantObject(word);
    const level = { ...seconds, ...intensity(word) };
    const ratio = { ...seconds, ...harmonicity(word) };
    const grids = forms.flatMap((form) =>
      encodings.map(
        (encoding) => [`${form} ${encoding}`, bytesOf(textGridText(grid, form), encoding)] as const,
      ),
    );
    const folder = temporaryFolder(
      Object.fromEntries([
        ...grids,
        ...forms.flatMap((form) => [
          [`${form}.Pitch`, bytesOf(pitchText(f0, form))] as const,
          [`${form}.Formant`, bytesOf(formantText(resonances, form))] as const,
          [`${form}.Intensity`, bytesOf(intensityText(level, form))] as const,
          [`${form}.Harmonicity`, bytesOf(harmonicityText(ratio, form))] as const,
        ]),
      ]),
    );
    const names = grids.map(([name]) => name).join();
    const read = askPraat<{ grids: unknown[]; tracks: Tracks[] }>(script, path.resolve(folder), names);

    for (const tiers of read.grids) {
      assert.deepEqual(
        tiers,
        grid.tiers.map((tier) =>
          'intervals' in tier
            ? { name: tier.name, intervals: tier.intervals }
            : { name: tier.name, points: tier.points },
        ),
      );
    }
    const orElse = (values: Float64Array, otherwise: number) =>
      Array.from(values, (value) => (Number.isNaN(value) ? otherwise : value));
    for (const tracks of read.tracks) {
      assert.deepEqual(
        tracks.frames,
        [
          f0,
          resonances,
          { ...level, count: level.values.length },
          { ...ratio, count: ratio.values.length },
        ].map(({ start, step, count }) => [seconds.xmin, seconds.xmax, start, step, count]),
      );
      const { frequency, strength } = f0.candidates;
      assert.deepEqual(tracks.pitch, [f0.ceiling, f0.maxCandidates, orElse(chosenPitch(f0).values, 0)]);
      assert.deepEqual(
        tracks.candidates,
        Array.from(frequency, (hz, at) => [hz, strength[at]]),
      );
      assert.deepEqual(tracks.intensities, Array.from(f0.intensity));
      const found = resonances.frequency.filter((values) => values.some((hz) => !Number.isNaN(hz)));
      assert.deepEqual(
        tracks.formants,
        found.map((values) => orElse(values, 0)),
      );
      assert.deepEqual(tracks.intensity, orElse(level.values, -300));
      assert.deepEqual(tracks.harmonicity, orElse(ratio.values, -200));
    }
  },
);
