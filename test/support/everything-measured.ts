import { addNoise, muLawCodec, pinkNoise } from '../../lib/audio/degrade';
import { SoundMeter, soundRemarks } from '../../lib/audio/remarks';
import { resample } from '../../lib/audio/resample';
import { cut } from '../../lib/audio/signal';
import { featureSets } from '../../lib/features/sets';
import { cholesky } from '../../lib/linalg/cholesky';
import { distancesFrom } from '../../lib/linalg/distances';
import { addGram } from '../../lib/linalg/gram';
import { wasmMatrix } from '../../lib/linalg/matrix-vector';
import { intensityText, readIntensity } from '../../lib/praat/files/contour-file';
import { bytesOf } from '../../lib/praat/files/encoding';
import { formantText, readFormant } from '../../lib/praat/files/formant-file';
import { pitchText, readPitch } from '../../lib/praat/files/pitch-file';
import { readTextGrid, textGridText } from '../../lib/praat/files/text-grid';
import { formantObject } from '../../lib/praat/formants';
import { harmonicity, harmonicityAc } from '../../lib/praat/harmonicity';
import { intensity } from '../../lib/praat/intensity';
import { jitter } from '../../lib/praat/jitter';
import { pauses, speech } from '../../lib/praat/pauses';
import { pitch } from '../../lib/praat/pitch';
import { chosenPitch, pitchObject } from '../../lib/praat/pitch-object';
import { pulses } from '../../lib/praat/pulses';
import { shimmer } from '../../lib/praat/shimmer';
import { syllableNuclei } from '../../lib/praat/syllables';
import { bootstrap } from '../../lib/stats/bootstrap';
import { pearson } from '../../lib/stats/correlation';
import { intraclassTwoWay } from '../../lib/stats/intraclass';
import { random } from '../../lib/stats/random';
import { studentTQuantile } from '../../lib/stats/special';
import { mean } from '../../lib/stats/summary';
import { noise, referenceSignals } from './signals';

/** What every part of measuring and statistics gives for reference signals of these names, as JSON with every digit. */
export function everythingMeasured(names: readonly string[]): string {
  const results: Record<string, unknown> = {};
  const signals = referenceSignals();
  for (const name of names) {
    const signal = signals[name];
    const domain = { xmin: 0, xmax: signal.samples.length / signal.sampleRate };
    const f0 = pitchObject(signal);
    const glottal = pulses(signal, pitch(signal));
    const heard = speech(signal);
    const meter = new SoundMeter();
    meter.add([signal.samples]);
    const written = {
      pitch: readPitch(bytesOf(pitchText(f0)), name),
      formants: readFormant(bytesOf(formantText(formantObject(signal), 'short text')), name),
      intensity: readIntensity(bytesOf(intensityText({ ...domain, ...intensity(signal) }), 'UTF-16LE'), name),
      grid: readTextGrid(
        bytesOf(
          textGridText({ ...domain, tiers: [{ class: 'TextTier', name: 'ʃ', ...domain, points: [] }] }),
          'UTF-16BE',
        ),
        name,
      ),
    };
    results[name] = {
      ...written,
      chosen: chosenPitch(written.pitch),
      accurate: pitch(signal, { veryAccurate: true }),
      harmonicity: [harmonicity(signal), harmonicityAc(signal)],
      perturbation: [glottal, jitter(glottal), shimmer(signal, glottal)],
      timing: [heard, pauses(heard), syllableNuclei(signal, heard)],
      features: featureSets.map(({ name, measure }) => [name, measure(signal)]),
      resampled: resample(signal, 11000),
      degraded: muLawCodec(
        addNoise(cut(signal, 0.05, 0.1), pinkNoise(noise(0.05, signal.sampleRate).samples), 10),
      ),
      remarks: soundRemarks(meter.facts(signal.sampleRate), 'left'),
    };
  }
  return JSON.stringify({ ...results, ...statistics() }, exact);
}

function statistics(): Record<string, unknown> {
  const [rows, width] = [12, 3];
  const generator = random(1);
  const x = Float64Array.from({ length: rows * width }, () => generator.normal());
  const columns = Array.from({ length: width }, (_, k) => x.filter((_, i) => i % width === k));
  const gram = new Float64Array(width * width);
  addGram(x, gram, width);
  const factor = gram.slice();
  cholesky(factor, width);
  const product = new Float64Array(rows);
  wasmMatrix(x, width).times(Float64Array.of(1, 2, 3), 1, product);
  const distances = distancesFrom(x, width);
  return {
    linear: [gram, factor, product, distances.of(x, 0)],
    correlation: pearson(columns[0], columns[1]),
    agreement: intraclassTwoWay(
      Array.from({ length: rows }, (_, i) => x.subarray(width * i, width * (i + 1))),
    ),
    interval: bootstrap(rows, (drawn) => mean(Float64Array.from(drawn, (row) => columns[0][row])), {
      seed: 2,
    }).interval,
    quantile: [studentTQuantile(0.975, 7), mean(x)],
  };
}

/** Numbers with every digit, NaN and infinities by name. */
function exact(_key: string, value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  return value instanceof Float64Array ? Array.from(value, String) : value;
}
