import type { Column } from '../tables/arrow';
import { toCsv } from '../tables/csv';
import { hashFiles } from '../tables/fingerprint';
import { versions } from '../tables/project';
import type { ScoredRecording } from '../study/recordings/score-recordings';
import type { ScoringModels } from '../study/recordings/scoring-models';
import type { MeanScore, VoiceSummary } from '../study/recordings/summary';
import { oneOf, outFile, parseArguments, UsageError } from './arguments';
import type { CommandResult } from './command-result';
import { withPiped } from './piped';
import { scoringOptions, scoringRequest, scoringWords, type ScoringRequest } from './scoring';

export const scoreHelp = () => `npx saa score FILE… [options]

How excited does it sound? Writes what the models say of every window of recordings (- for standard input): columns file,
start (s), end (s), speaker, and of the models there are arousal and valence (1 to 5) and excited (probability). A window of
silence has empty fields.

The models are those that notebook 2 trained on your corpus or, where there are none, the starter model of arousal
(docs/starter.md). Models that learned from synthetic voices are used only where --models names them. Standard error says which
models they are, and what spoils their scores: noise, a narrow band, a recording unlike those they learned from.

${scoringWords}
  --summary         a row per recording (and speaker) instead: seconds, windows, missing, the mean of each score with its 95 %
                    interval over the moments of the recording, and warnings
  --format FORMAT   csv (unless given) or arrow: an Arrow IPC file, for pandas.read_feather, polars.read_ipc, DuckDB
  --out F           write to this file, whole or not at all; standard output unless given

A file that cannot be read is named on standard error with the reason; the others go on, and the exit status is 1.

  npx saa score memo.m4a > memo.csv
  npx saa score *.m4a --summary
`;

type Target = 'arousal' | 'valence' | 'excited';
const targets: readonly Target[] = ['arousal', 'valence', 'excited'];
const units: Readonly<Record<Target, string>> = {
  arousal: '1 to 5',
  valence: '1 to 5',
  excited: 'probability',
};

/** Scores recordings. */
export async function scoreCommand(args: readonly string[]): Promise<CommandResult> {
  const given = parseArguments(args, {
    values: [...scoringOptions.values, '--format', '--out'],
    flags: [...scoringOptions.flags, '--summary'],
  });
  const wanted = scoringRequest(given);
  const format = oneOf(given, '--format', ['csv', 'arrow'] as const, 'csv');
  const out = outFile(given);
  if (format === 'arrow' && out === undefined && process.stdout.isTTY)
    throw new UsageError('--format arrow is not text for a terminal; give --out F, or pipe it to a program');
  if (given.files.length === 0)
    throw new UsageError('no recording; name one, such as npx saa score memo.m4a');
  const summary = given.flags.has('--summary');
  return withPiped(given.files, async ({ paths, named }) => {
    // Measuring and models take a third of a second to load.
    const { scoringModels } = await import('../study/recordings/scoring-models');
    const { scoreRecordings } = await import('../study/recordings/score-recordings');
    const { recordingMessages } = await import('../study/recordings/warnings');
    const { summarizeVoices } = await import('../study/recordings/summary');
    const models = scoringModels(wanted.models);
    const { recordings, skipped } = await scoreRecordings(paths, { models, ...wanted.scoring });
    const renamed = recordings.map((one) => ({ ...one, file: named(one.file) }));
    const messages = renamed.map((one) => recordingMessages(models, one).map(named));
    const columns = summary
      ? summaryColumns(models, renamed, renamed.map(summarizeVoices), messages)
      : windowColumns(models, renamed);
    const left = skipped.map(({ file, reason }) => ({ file: named(file), reason: named(reason) }));
    const content =
      format === 'csv' ? toCsv(columns) : await arrow(columns, paths, wanted, { models, skipped: left });
    return {
      content,
      out,
      messages: [
        ...left.map(({ file, reason }) => (reason.includes(file) ? reason : `${file}: ${reason}`)),
        ...(renamed.length === 0 ? [] : [models.name, ...models.warnings]),
        ...renamed.flatMap(({ file }, i) => messages[i].map((sentence) => `${file}: ${sentence}`)),
      ],
      status: left.length > 0 ? 1 : 0,
    };
  });
}

/** Those of the models there are. */
function known(models: ScoringModels): readonly Target[] {
  return targets.filter((target) => models[target] !== null);
}

const text = (name: string, values: readonly string[]): Column => ({ name, type: 'text', values });
const number = (name: string, unit: string, values: Iterable<number>): Column => {
  return { name, type: 'number', unit, values: Float64Array.from(values) };
};

function windowColumns(models: ScoringModels, recordings: readonly ScoredRecording[]): Column[] {
  const windows = recordings.flatMap((one) => one.windows);
  return [
    text(
      'file',
      recordings.flatMap(({ file, windows: own }) => own.map(() => file)),
    ),
    number(
      'start',
      's',
      windows.map(({ start }) => start),
    ),
    number(
      'end',
      's',
      windows.map(({ end }) => end),
    ),
    text(
      'speaker',
      windows.map(({ speaker }) => speaker),
    ),
    ...known(models).map((target) =>
      number(
        target,
        units[target],
        recordings.flatMap(({ scores }) => Array.from(scores[target])),
      ),
    ),
  ];
}

/** A row per recording and speaker; one for a recording without a window, too. */
function summaryColumns(
  models: ScoringModels,
  recordings: readonly ScoredRecording[],
  voices: readonly (readonly VoiceSummary[])[],
  messages: readonly (readonly string[])[],
): Column[] {
  const none: MeanScore = { mean: NaN, low: NaN, high: NaN };
  const nobody = {
    speaker: '',
    seconds: 0,
    windows: 0,
    missing: 0,
    arousal: none,
    valence: none,
    excited: none,
  };
  const rows = recordings.flatMap(({ file, outside }, i) =>
    (voices[i].length === 0 ? [nobody] : voices[i]).map((voice) => ({ file, outside, voice, i })),
  );
  return [
    text(
      'file',
      rows.map(({ file }) => file),
    ),
    text(
      'speaker',
      rows.map(({ voice }) => voice.speaker),
    ),
    number(
      'seconds',
      's',
      rows.map(({ voice }) => voice.seconds),
    ),
    number(
      'windows',
      '',
      rows.map(({ voice }) => voice.windows),
    ),
    number(
      'missing',
      '',
      rows.map(({ voice }) => voice.missing),
    ),
    ...known(models).flatMap((target) => [
      number(
        target,
        units[target],
        rows.map(({ voice }) => voice[target].mean),
      ),
      number(
        `${target}_low`,
        units[target],
        rows.map(({ voice }) => voice[target].low),
      ),
      number(
        `${target}_high`,
        units[target],
        rows.map(({ voice }) => voice[target].high),
      ),
    ]),
    number(
      'outside',
      'share of windows',
      rows.map(({ outside }) => outside.share),
    ),
    text(
      'models',
      rows.map(() => models.source),
    ),
    text(
      'warnings',
      rows.map(({ i }) => messages[i].join(' ')),
    ),
  ];
}

async function arrow(
  columns: readonly Column[],
  paths: readonly string[],
  { scoring }: ScoringRequest,
  {
    models,
    skipped,
  }: {
    readonly models: ScoringModels;
    readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  },
): Promise<Uint8Array> {
  const { tableBytes } = await import('../tables/arrow');
  const { windowing, channel, speakers } = scoring;
  return tableBytes(columns, {
    kind: 'recording-scores',
    data: await hashFiles('', paths),
    settings: { ...windowing, channel, set: models.set, models: models.name, speakers: speakers ?? '' },
    versions: versions(),
    skipped,
    warnings: models.warnings,
  });
}
