import { soundRemarks } from '../audio/remarks';
import type { SampleReader } from '../audio/sample-reader';
import { useRecording } from '../audio/recording';
import { formants } from '../praat/formants';
import { harmonicity } from '../praat/harmonicity';
import { intensity } from '../praat/intensity';
import { pitch } from '../praat/pitch';
import { contourColumns, formantContours, type NamedContour } from '../tables/contour-columns';
import { csvPieces } from '../tables/csv';
import {
  allowFfmpeg,
  channels,
  oneOf,
  outFile,
  outFolder,
  parseArguments,
  pitchRange,
  seconds,
  UsageError,
} from './arguments';
import type { CommandResult } from './command-result';
import { withPiped } from './piped';
import { measures, praatFiles, type Measure, type MeasureSettings } from './praat-files';

export const contoursHelp = () => `npx saa contours FILE --what LIST [options]
npx saa contours FILE… --what LIST --format praat --out DIR [options]

Measures contours of a recording (- for standard input), as CSV: time (s), then the columns of each measure; empty where a
value is missing (unvoiced, silent, too near an edge). Or as Praat files, one per recording and measure.

  --what LIST       one or more of these, with commas between:
                    pitch        Hz, by autocorrelation                         column pitch
                    intensity    dB re 20 micropascal                           column intensity
                    formants     Hz, five below 5500 Hz, and their bandwidths   columns f1 … f5, f1_bandwidth … f5_bandwidth
                    harmonicity  harmonics over noise, dB                       column harmonicity
  --floor HZ        lowest pitch, 75 unless given
  --ceiling HZ      highest pitch, 600 unless given
  --very-accurate   pitch with Gaussian windows twice as long
  --time-step S     seconds between frames; unless given 0.75 / floor: 0.01 (pitch), 0.01 (harmonicity), 0.008 (intensity), 0.00625 (formants)
  --ffmpeg          let ffmpeg on the PATH decode what is not decoded here (SAA_FFMPEG=1)
  --channel WHICH   left (unless given), right, or mix: their mean
  --format FORMAT   csv (unless given) or praat: NAME.Pitch (with all candidates), NAME.Intensity, NAME.Formant and NAME.Harmonicity, which
                    Praat opens with "Read from file..."; a file that cannot be read is named, the others go on
  --out F           write to this file, whole or not at all; standard output unless given. With --format praat: the folder

Each measure has its own frames. The rows are the frames of the first measure; the others are interpolated linearly at
these times. So name the measure whose frames matter first. A Praat file has the frames of its measure.

  npx saa contours voice.wav --what pitch,intensity
  npx saa contours a.wav b.wav --what pitch,formants --format praat --out measured
`;

/** Measures contours of recordings. */
export async function contoursCommand(args: readonly string[]): Promise<CommandResult> {
  const given = parseArguments(args, {
    values: ['--what', '--time-step', '--floor', '--ceiling', '--channel', '--format', '--out'],
    flags: ['--very-accurate', '--ffmpeg'],
  });
  allowFfmpeg(given);
  const what = measuresIn(given.values.get('--what'));
  const timeStep = seconds(given, '--time-step');
  const channel = oneOf(given, '--channel', channels, 'left');
  const format = oneOf(given, '--format', ['csv', 'praat'] as const, 'csv');
  const veryAccurate = given.flags.has('--very-accurate');
  if (veryAccurate && !what.includes('pitch')) {
    throw new UsageError(`--very-accurate needs pitch, which --what ${what.join(',')} lacks; add it`);
  }
  const range = pitchRange(given);
  const option = ['--floor', '--ceiling'].find((name) => given.values.has(name));
  if (option !== undefined && !what.includes('pitch')) {
    throw new UsageError(`${option} needs pitch, which --what ${what.join(',')} lacks; add it`);
  }
  const settings = { timeStep, veryAccurate, range };
  if (format === 'praat')
    return praatFiles({ files: given.files, folder: outFolder(given), what, channel, settings });
  if (given.files.length !== 1) {
    const files = `${given.files.length} files (${given.files.join(', ')})`;
    throw new UsageError(`${files}; name one recording, or several with --format praat`);
  }
  return csv({ file: given.files[0], out: outFile(given), what, channel, settings });
}

interface CsvRequest {
  readonly file: string;
  readonly out: string | undefined;
  readonly what: readonly Measure[];
  readonly channel: (typeof channels)[number];
  readonly settings: MeasureSettings;
}

async function csv({ file, out, what, channel, settings }: CsvRequest): Promise<CommandResult> {
  const {
    result: contours,
    notes,
    facts,
  } = await withPiped([file], ({ paths, named }) =>
    useRecording(paths[0], channel, (sound) =>
      what.flatMap((measure) => contoursOf(measure, sound, settings)),
    ).catch((error: unknown) => {
      throw error instanceof Error ? new Error(named(error.message), { cause: error }) : error;
    }),
  );
  const columns = contourColumns(contours);
  const remarks = [...notes, ...soundRemarks(facts, channel).map(({ reason }) => reason)];
  if (contours[0].values.length === 0) remarks.push(`too short for a frame of ${what[0]}: no rows`);
  return {
    content: csvPieces(columns),
    out,
    messages: remarks.map((remark) => `${file}: ${remark}`),
    status: 0,
  };
}

function measuresIn(list: string | undefined): Measure[] {
  if (list === undefined) throw new UsageError(`--what is missing; take ${measures.join(', ')}`);
  const found = list.split(',').map((word) => {
    const measure = measures.find((name) => name === word.trim());
    if (measure === undefined)
      throw new UsageError(`--what ${list}: there is no '${word}'; take ${measures.join(', ')}`);
    return measure;
  });
  if (new Set(found).size < found.length)
    throw new UsageError(`--what ${list}: a measure is named twice; name each once`);
  return found;
}

/** The contours of one measure, on one grid. */
function contoursOf(
  measure: Measure,
  sound: SampleReader,
  { timeStep, veryAccurate, range }: MeasureSettings,
): NamedContour[] {
  const stepped = timeStep === undefined ? {} : { timeStep };
  switch (measure) {
    case 'pitch':
      return [{ name: 'pitch', unit: 'Hz', ...pitch(sound, { veryAccurate, ...range, ...stepped }) }];
    case 'intensity':
      return [{ name: 'intensity', unit: 'dB', ...intensity(sound, stepped) }];
    case 'harmonicity':
      return [{ name: 'harmonicity', unit: 'dB', ...harmonicity(sound, stepped) }];
    case 'formants':
      return formantContours(formants(sound, stepped));
  }
}
