import { recordingInfo } from '../audio/recording';
import { slidingSegments, type Segment } from '../corpora/segment';
import { addEmbedding } from '../embeddings/embedding-set';
import { embeddingsIn, knownSet } from '../embeddings/known-set';
import { embeddingFacts } from '../embeddings/words';
import type { WindowMode } from '../features/feature-set';
import {
  featureSet,
  featureSets,
  setInRange,
  setsWithRange,
  setsWithSharedMode,
  withFrameCounts,
} from '../features/sets';
import type { Column } from '../tables/arrow';
import { toCsv } from '../tables/csv';
import { columnsOfFeatures } from '../tables/feature-columns';
import { hashFiles } from '../tables/fingerprint';
import { measure, type Measured } from '../jobs/measure';
import { versions } from '../tables/project';
import {
  allowFfmpeg,
  channels,
  oneOf,
  outFile,
  parseArguments,
  pitchRange,
  seconds,
  UsageError,
  type Arguments,
} from './arguments';
import type { CommandResult } from './command-result';
import { withPiped } from './piped';

export const featuresHelp = () => `npx saa features FILE… --set NAME [options]

Writes a row of features per recording (- for standard input): columns file, start (s), then those of the set; a missing
value is an empty field (Arrow: null). It uses all cores; the rows are in order of the files.

  --set NAME        ${featureSets.map(({ name, features }) => `${name} (${features.length} columns)`).join(', ')};
                    docs/feature-sets.md says what each column is; or onnx: the outputs of a network (docs/embeddings.md)
  --model F.onnx    the network of --set onnx: sound at 16 kHz in, numbers out; F.onnx.json beside it states licence and source
  --window S        a row per window of S seconds; the rest after the last whole window is left out, and a recording
                    shorter than a window is a single row
  --hop S           seconds from one window to the next; half the window unless given
  --mode MODE       exact (unless given): each window by itself; or shared: contours of the recording once, then cut,
                    which is faster and differs at the edges of windows (only ${setsWithSharedMode.join(', ')})
  --floor HZ        lowest pitch, 75 unless given (only ${setsWithRange.join(', ')})
  --ceiling HZ      highest pitch, 600 unless given
  --frames          add columns: the number of frames of each contour
  --ffmpeg          let ffmpeg on the PATH decode what is not decoded here (SAA_FFMPEG=1)
  --channel WHICH   left (unless given), right, or mix: the mean of both
  --format FORMAT   csv (unless given) or arrow: an Arrow IPC file, for pandas.read_feather, polars.read_ipc, DuckDB
  --out F           write to this file, whole or not at all; standard output unless given

A file that cannot be read is named on standard error with the reason; the others are measured, and the exit status is 1.

  npx saa features a.wav b.wav --set prosody > prosody.csv
  npx saa features interview.wav --set original83 --window 4 --hop 2 --format arrow --out interview.arrow
`;

interface FeaturesRequest {
  readonly files: readonly string[];
  readonly set: string;
  readonly windows: { readonly length: number; readonly hop: number } | undefined;
  readonly mode: WindowMode;
  readonly channel: (typeof channels)[number];
  readonly format: 'csv' | 'arrow';
  readonly out: string | undefined;
}

/** @throws UsageError naming the option, its value and the way out */
async function request(args: readonly string[]): Promise<FeaturesRequest> {
  const given = parseArguments(args, {
    values: [
      '--set',
      '--model',
      '--window',
      '--hop',
      '--mode',
      '--floor',
      '--ceiling',
      '--channel',
      '--format',
      '--out',
    ],
    flags: ['--frames', '--ffmpeg'],
  });
  allowFfmpeg(given);
  const set = await setOf(given);
  const [length, hop] = [seconds(given, '--window'), seconds(given, '--hop')];
  if (hop !== undefined && length === undefined) {
    throw new UsageError(
      `--hop ${hop} without --window; give the length of a window too, such as --window 4`,
    );
  }
  const mode = oneOf(given, '--mode', ['exact', 'shared'] as const, 'exact');
  if (mode === 'shared' && length === undefined) {
    throw new UsageError(
      '--mode shared without --window; give the length of a window too, such as --window 4',
    );
  }
  if (mode === 'shared' && !knownSet(set).measureWindows) {
    throw new UsageError(
      `--mode shared with --set ${set}, which has no such mode; take --set ${setsWithSharedMode.join(' or ')}`,
    );
  }
  const channel = oneOf(given, '--channel', channels, 'left');
  const format = oneOf(given, '--format', ['csv', 'arrow'] as const, 'csv');
  const out = outFile(given);
  if (format === 'arrow' && out === undefined && process.stdout.isTTY) {
    throw new UsageError('--format arrow is not text for a terminal; give --out F, or pipe it to a program');
  }
  if (given.files.length === 0) throw new UsageError('no file; name at least one recording');
  const windows = length === undefined ? undefined : { length, hop: hop ?? length / 2 };
  return { files: given.files, set, windows, mode, channel, format, out };
}

/** Name of the set that is asked for: with the given pitch range, with frame counts, or of a network. */
async function setOf(given: Arguments): Promise<string> {
  const name = oneOf(given, '--set', [...featureSets.map((set) => set.name), 'onnx']);
  const model = given.values.get('--model');
  if (name !== 'onnx') {
    if (model !== undefined)
      throw new UsageError(
        `--model ${model} with --set ${name}, which needs none; take --set onnx, or leave it out`,
      );
    const ranged = rangedSet(name, given);
    return given.flags.has('--frames') ? withFrameCounts(featureSet(ranged)).name : ranged;
  }
  if (model === undefined)
    throw new UsageError('--set onnx without --model; name the network, as --model FILE.onnx');
  const unknown = ['--floor', '--ceiling'].find((each) => given.values.has(each));
  if (unknown !== undefined || given.flags.has('--frames'))
    throw new UsageError(
      `${unknown ?? '--frames'} with --set onnx: a network has no pitch and no contours; leave it out`,
    );
  return addEmbedding(model);
}

/** Name of the set with the given pitch range. */
function rangedSet(name: string, given: Arguments): string {
  const option = ['--floor', '--ceiling'].find((each) => given.values.has(each));
  if (option === undefined) return name;
  const { inRange } = featureSet(name);
  if (typeof inRange === 'string')
    throw new UsageError(
      `${option} with --set ${name}: ${inRange}; take --set ${setsWithRange.join(' or ')}, or leave ${option} out`,
    );
  return setInRange(name, pitchRange(given));
}

/** Measures features of recordings. */
export async function featuresCommand(args: readonly string[]): Promise<CommandResult> {
  const wanted = await request(args);
  return withPiped(wanted.files, (files) => measuredResult({ ...wanted, files: files.paths }, files.named));
}

/** @param named replaces paths in a text by the names in the command */
async function measuredResult(
  wanted: FeaturesRequest,
  named: (text: string) => string,
): Promise<CommandResult> {
  const { segments, unreadable } = await segmentsOf(wanted);
  const { set: name, channel, mode } = wanted;
  const measured = await measure(segments, { dataDir: '', set: name, channel, mode });
  const renamed = <T extends { readonly file: string; readonly reason: string }>(one: T): T => ({
    ...one,
    file: named(one.file),
    reason: named(one.reason),
  });
  const skipped = [...unreadable, ...measured.skipped].map(renamed);
  const remarks = measured.remarks.map(renamed);
  const set = knownSet(wanted.set);
  const table = {
    ...measured.table,
    segments: measured.table.segments.map((segment) => ({ ...segment, file: named(segment.file) })),
  };
  const columns = columnsOfFeatures(
    table,
    set.features.map(({ unit }) => unit),
  ).filter(({ name }) => name !== 'id' && name !== 'end');
  const content =
    wanted.format === 'csv'
      ? toCsv(columns)
      : await arrow(columns, wanted, { ...measured, skipped, remarks });
  return {
    content,
    out: wanted.out,
    messages: [...skipped, ...remarks].map(({ file, reason }) =>
      reason.includes(file) ? reason : `${file}: ${reason}`,
    ),
    status: skipped.length > 0 ? 1 : 0,
  };
}

/** A segment per recording or window, in the order of the files. */
async function segmentsOf({ files, windows }: FeaturesRequest) {
  const segments: Segment[] = [];
  const unreadable: { file: string; reason: string }[] = [];
  for (const file of files) {
    if (windows === undefined) {
      segments.push({ id: file, file, start: 0, end: Infinity });
      continue;
    }
    try {
      const { duration } = await recordingInfo(file);
      segments.push(...slidingSegments({ id: file, file, duration }, windows));
    } catch (error) {
      unreadable.push({ file, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { segments, unreadable };
}

async function arrow(
  columns: readonly Column[],
  { files, set: name, windows, mode, channel }: FeaturesRequest,
  { skipped, remarks }: Measured,
): Promise<Uint8Array> {
  // Loading apache-arrow takes a tenth of a second, which CSV does not need.
  const { tableBytes } = await import('../tables/arrow');
  const [embedding] = embeddingsIn([name]).map(embeddingFacts);
  return tableBytes(columns, {
    kind: 'recording-features',
    data: await hashFiles('', files),
    features: { name, version: knownSet(name).version },
    settings: {
      channel,
      ...windows,
      ...(mode === 'shared' ? { mode } : {}),
      ...(embedding === undefined ? {} : { embedding }),
    },
    versions: versions(),
    skipped,
    remarks,
  });
}
