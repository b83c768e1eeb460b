import path from 'node:path';
import { soundRemarks } from '../audio/remarks';
import { soundDuration, type SampleReader } from '../audio/sample-reader';
import { useRecording } from '../audio/recording';
import { harmonicityText, intensityText } from '../praat/files/contour-file';
import { formantText } from '../praat/files/formant-file';
import { pitchText } from '../praat/files/pitch-file';
import { formantObject } from '../praat/formants';
import { harmonicity } from '../praat/harmonicity';
import { intensity } from '../praat/intensity';
import { pitchObject } from '../praat/pitch-object';
import type { PitchRange } from '../praat/pitch-range';
import { replaceFile } from '../tables/artifact';
import { UsageError, type channels } from './arguments';
import type { CommandResult } from './command-result';
import { withPiped } from './piped';

/** Measures of `saa contours`. */
export const measures = ['pitch', 'intensity', 'formants', 'harmonicity'] as const;
export type Measure = (typeof measures)[number];

/** Settings of the measures. */
export interface MeasureSettings {
  /** s between frames; the standard of each measure unless given */
  readonly timeStep: number | undefined;
  readonly veryAccurate: boolean;
  readonly range: PitchRange;
}

interface PraatRequest {
  readonly files: readonly string[];
  readonly folder: string;
  readonly what: readonly Measure[];
  readonly channel: (typeof channels)[number];
  readonly settings: MeasureSettings;
}

/** Measures recordings and writes a Praat file for each measure; a recording that cannot be read does not stop the others. */
export async function praatFiles({
  files,
  folder,
  what,
  channel,
  settings,
}: PraatRequest): Promise<CommandResult> {
  if (files.length === 0) throw new UsageError('no file; name at least one recording');
  const names = distinctNames(files);
  const messages: string[] = [];
  let failed = 0;
  await withPiped(files, async ({ paths, named }) => {
    for (const [i, file] of files.entries()) {
      const write = (sound: SampleReader): string[] => {
        const made = what.map((measure) => praatFile(measure, sound, settings));
        for (const { frames, ending, text } of made) {
          if (frames === 0) continue; // Praat has no object without frames
          const target = path.join(folder, `${names[i]}.${ending}`);
          replaceFile(target, inLargePieces(text), 'choose another folder with --out');
        }
        return what.filter((_, k) => made[k].frames === 0);
      };
      try {
        const { result: without, notes, facts } = await useRecording(paths[i], channel, write);
        const remarks = [...notes, ...soundRemarks(facts, channel).map(({ reason }) => reason)];
        for (const measure of without) remarks.push(`too short for a frame of ${measure}: no file`);
        messages.push(...remarks.map((remark) => `${file}: ${remark}`));
      } catch (error) {
        failed++;
        const message = named(error instanceof Error ? error.message : String(error));
        messages.push(message.includes(file) ? message : `${file}: ${message}`);
      }
    }
  });
  return { content: undefined, out: undefined, messages, status: failed > 0 ? 1 : 0 };
}

/** Names of the objects of these files, as Praat names an object that it reads: without folder and extension. */
function distinctNames(files: readonly string[]): string[] {
  const names = files.map((file) => (file === '-' ? 'stdin' : path.basename(file, path.extname(file))));
  const folded = names.map((name) => name.toLowerCase()); // on many disks case does not matter
  const twice = folded.findIndex((name, i) => folded.indexOf(name) < i);
  if (twice < 0) return names;
  const first = files[folded.indexOf(folded[twice])];
  throw new UsageError(
    `${first} and ${files[twice]} would both become ${names[twice]}; measure them into two folders`,
  );
}

interface MadeFile {
  readonly ending: string;
  readonly frames: number;
  readonly text: Iterable<string>;
}

/** Measures a sound and makes the text of the file. */
function praatFile(
  measure: Measure,
  sound: SampleReader,
  { timeStep, veryAccurate, range }: MeasureSettings,
): MadeFile {
  const stepped = timeStep === undefined ? {} : { timeStep };
  const domain = { xmin: 0, xmax: soundDuration(sound) };
  switch (measure) {
    case 'pitch': {
      const object = pitchObject(sound, { veryAccurate, ...range, ...stepped });
      return { ending: 'Pitch', frames: object.count, text: pitchText(object, 'short text') };
    }
    case 'formants': {
      const object = formantObject(sound, stepped);
      return { ending: 'Formant', frames: object.count, text: formantText(object, 'short text') };
    }
    case 'intensity': {
      const object = { ...domain, ...intensity(sound, stepped) };
      return { ending: 'Intensity', frames: object.values.length, text: intensityText(object, 'short text') };
    }
    case 'harmonicity': {
      const object = { ...domain, ...harmonicity(sound, stepped) };
      return {
        ending: 'Harmonicity',
        frames: object.values.length,
        text: harmonicityText(object, 'short text'),
      };
    }
  }
}

/** The same text in pieces of some ten thousand characters. */
function* inLargePieces(pieces: Iterable<string>): Generator<string> {
  let large = '';
  for (const piece of pieces) {
    large += piece;
    if (large.length < 1 << 16) continue;
    yield large;
    large = '';
  }
  yield large;
}
