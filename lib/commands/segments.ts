import { speechSegments, type SpeechSegments } from '../speakers/segments';
import type { Turn } from '../speakers/stretches';
import { totalLength } from '../praat/pauses';
import type { Column } from '../tables/arrow';
import { toCsv } from '../tables/csv';
import { hashFiles } from '../tables/fingerprint';
import { versions } from '../tables/project';
import { allowFfmpeg, channels, oneOf, outFile, parseArguments, UsageError } from './arguments';
import type { CommandResult } from './command-result';
import { withPiped } from './piped';

export const segmentsHelp = () => `npx saa segments FILE… [options]

Who speaks when: a row per stretch of speech (- for standard input), columns file, start (s), end (s), speaker. Pauses
shorter than 0.3 s belong to the speech around them. Where both speak, and where it is uncertain who does, there is no
row; standard error says how much that is, how speech was found, and who counts as the interviewee.

  --speakers N      1 or 2, where you know it; found out unless given. Two are told apart where each has a channel (speakers
                    left and right), else by voice print (A, heard first, and B), which needs npm run setup -- --with onnx
  --sample F        a recording of the interviewee alone (a second or more): who sounds like it is the interviewee
  --interviewee NAME  the speaker who counts as the interviewee; who speaks more unless given
  --channel WHICH   where voices without a channel each are looked for: left, right, or mix (unless given): the mean of all
  --ffmpeg          let ffmpeg on the PATH decode what is not decoded here (SAA_FFMPEG=1)
  --format FORMAT   csv (unless given) or arrow: an Arrow IPC file, for pandas.read_feather, polars.read_ipc, DuckDB
  --out F           write to this file, whole or not at all; standard output unless given

A file that cannot be read is named on standard error with the reason; the others go on, and the exit status is 1.

  npx saa segments interview.m4a --speakers 2 > turns.csv
`;

/** Finds who speaks when in recordings. */
export async function segmentsCommand(args: readonly string[]): Promise<CommandResult> {
  const given = parseArguments(args, {
    values: ['--speakers', '--sample', '--interviewee', '--channel', '--format', '--out'],
    flags: ['--ffmpeg'],
  });
  allowFfmpeg(given);
  if (given.files.length === 0)
    throw new UsageError('no recording; name one, such as npx saa segments talk.wav');
  const speakers = given.values.has('--speakers')
    ? oneOf(given, '--speakers', ['1', '2'] as const)
    : undefined;
  const channel = oneOf(given, '--channel', channels, 'mix');
  const format = oneOf(given, '--format', ['csv', 'arrow'] as const, 'csv');
  const out = outFile(given);
  const sample = given.values.get('--sample');
  if (sample !== undefined && given.values.has('--interviewee'))
    throw new UsageError('--sample and --interviewee both say who the interviewee is; give one');
  const options = {
    channel,
    ...(sample === undefined ? {} : { sample }),
    ...(speakers === undefined ? {} : { speakers: speakers === '2' ? (2 as const) : (1 as const) }),
    ...(given.values.has('--interviewee') ? { interviewee: given.values.get('--interviewee') } : {}),
  };
  return withPiped(given.files, async ({ paths, named }) => {
    const rows: { file: string; turn: Turn }[] = [];
    const messages: string[] = [];
    const skipped: { file: string; reason: string }[] = [];
    for (const [i, file] of paths.entries()) {
      const name = given.files[i];
      try {
        const found = await speechSegments(file, options);
        rows.push(...found.turns.map((turn) => ({ file: name, turn })));
        messages.push(`${name}: ${summary(found)}`, ...found.notes.map((note) => `${name}: ${named(note)}`));
      } catch (error) {
        const reason = named(error instanceof Error ? error.message : String(error));
        skipped.push({ file: name, reason });
        messages.push(reason.includes(name) ? reason : `${name}: ${reason}`);
      }
    }
    const columns = columnsOf(rows);
    const content =
      format === 'csv'
        ? toCsv(columns)
        : await arrow(columns, paths, { ...options, speakers: speakers ?? 'found out' }, skipped);
    return { content, out, messages, status: skipped.length > 0 ? 1 : 0 };
  });
}

/** "31.2 s of speech in 60.0 s, by level and voicing; speakers by a channel each: …" */
function summary({
  turns,
  speakers,
  rule,
  activityBy,
  speakersBy,
  duration,
  both,
  uncertain,
}: SpeechSegments): string {
  const seconds = (time: number): string => `${time.toFixed(1)} s`;
  if (turns.length === 0) return `no speech in ${seconds(duration)} (by ${activityBy})`;
  const of = (name: string): string => seconds(totalLength(turns.filter(({ speaker }) => speaker === name)));
  const parts = [`speech by ${activityBy}: ${seconds(totalLength(turns))} of ${seconds(duration)}`];
  if (speakers.length === 1) parts.push('one voice');
  else {
    const [first, ...others] = speakers;
    parts.push(
      `speakers by ${speakersBy}: ${first} ${of(first)} (interviewee: ${rule}), ${others.map((name) => `${name} ${of(name)}`).join(', ')}`,
    );
  }
  if (both.length > 0) parts.push(`left out, both speak: ${seconds(totalLength(both))}`);
  if (uncertain.length > 0) parts.push(`left out, uncertain: ${seconds(totalLength(uncertain))}`);
  return parts.join('; ');
}

function columnsOf(rows: readonly { readonly file: string; readonly turn: Turn }[]): Column[] {
  const time = (name: 'start' | 'end'): Column => ({
    name,
    type: 'number',
    unit: 's',
    values: Float64Array.from(rows, ({ turn }) => Number(turn[name].toFixed(3))),
  });
  return [
    { name: 'file', type: 'text', values: rows.map(({ file }) => file) },
    time('start'),
    time('end'),
    { name: 'speaker', type: 'text', values: rows.map(({ turn }) => turn.speaker) },
  ];
}

async function arrow(
  columns: readonly Column[],
  paths: readonly string[],
  settings: Readonly<Record<string, string | number>>,
  skipped: readonly { readonly file: string; readonly reason: string }[],
): Promise<Uint8Array> {
  // Loading apache-arrow takes a tenth of a second, which CSV does not need.
  const { tableBytes } = await import('../tables/arrow');
  return tableBytes(columns, {
    kind: 'speech-segments',
    data: await hashFiles('', paths),
    settings,
    versions: versions(),
    skipped,
  });
}
