import { readdirSync } from 'node:fs';
import { bandPass, lowPass } from '../../lib/audio/degrade';
import { parseEmodbName } from '../../lib/corpora/emodb';
import { readIemocap } from '../../lib/corpora/iemocap';
import { nominalPoint } from '../../lib/corpora/nominal';
import type { Segment } from '../../lib/corpora/segment';
import type { Rows } from '../../lib/models/data/rows';
import { recordingChanges, type Change, type ChangeName } from '../../lib/study/utterances/changes';
import { measureChanged } from '../../lib/study/utterances/changed-utterances';

/** Utterances with their arousal, 1 to 5. */
export interface Rated {
  readonly folder: string;
  readonly segments: readonly Segment[];
  readonly speakers: readonly string[];
  readonly emotions: readonly string[];
  readonly arousal: Float64Array;
}

/** Seed of the noise. */
const SEED = 1;

/** The recordings of EmoDB in a folder; their arousal is nominal (see `nominalPoint`). */
export function emodbRecordings(folder: string): Rated {
  const found = readdirSync(folder)
    .filter((file) => file.endsWith('.wav'))
    .sort()
    .map((file) => {
      const parsed = parseEmodbName(file.slice(0, -'.wav'.length));
      if (typeof parsed === 'string') throw new Error(`${file}: ${parsed}`);
      return { file, ...parsed };
    });
  return {
    folder,
    segments: found.map(({ file }) => ({ id: file, file, start: 0, end: Infinity })),
    speakers: found.map(({ speaker }) => speaker),
    emotions: found.map(({ emotion }) => emotion),
    arousal: Float64Array.from(found, ({ emotion }) => nominalPoint(emotion).arousal),
  };
}

/** The utterances of a corpus laid out as IEMOCAP is. */
export async function iemocapRecordings(folder: string): Promise<Rated> {
  const { utterances } = await readIemocap(folder);
  const rated = utterances.filter(({ arousal }) => !Number.isNaN(arousal));
  return {
    folder,
    segments: rated.map(({ segment }) => segment),
    speakers: rated.map(({ speaker }) => speaker),
    emotions: rated.map(({ emotion }) => emotion),
    arousal: Float64Array.from(rated, ({ arousal }) => arousal),
  };
}

/** Changed copies that the model learns from beside the recordings: noise, and narrow bands. */
export function trainingChanges(): Change[] {
  const narrow = (degree: string, apply: Change['apply']): Change => ({
    family: 'band',
    degree,
    level: NaN,
    apply,
  });
  return [
    ...recordingChanges(SEED, [15, 5]).filter(({ family }) => family === 'pink noise'),
    narrow('up to 3500 Hz', (signal) => lowPass(signal, 3500)),
    narrow('200 to 3800 Hz', (signal) => bandPass(signal, 200, 3800)),
  ];
}

/** Changes that the model is tested on; none is among those it learns from. */
export function testChanges(): Change[] {
  const tested = ['white noise 10 dB', 'babble 10 dB', 'telephone codec µ-law, 8 kHz'];
  return recordingChanges(SEED, [10]).filter(({ family, degree }) => tested.includes(`${family} ${degree}`));
}

/** Measures every utterance as it is and after each change, in this order. */
export async function measureAll(
  { folder, segments }: Rated,
  changes: readonly Change[],
  set: string,
): Promise<readonly { readonly change: ChangeName; readonly rows: Rows }[]> {
  const all = { seed: SEED, count: segments.length };
  const { measured } = await measureChanged(folder, segments, changes, set, all);
  return measured;
}
