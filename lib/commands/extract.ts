import path from 'node:path';
import { featureSets } from '../features/sets';
import { dataFolders } from '../corpora/linked';
import { cannotBeOpened, skippedCounts, type Skipped } from '../corpora/skipped';
import type { FileRemark } from '../jobs/merge';
import { bar } from '../notebook/bar';
import { extract } from '../study/extract';
import { openPlaces } from '../study/places';
import type { CommandResult } from './command-result';
import { allowFfmpeg, oneOf, parseArguments, seconds, UsageError } from './arguments';

export const extractHelp = () => `npx saa extract --data DIR --artifacts DIR [options]

Measures a whole corpus as the notebooks do: every utterance of the corpora in the folder, every window and the whole of
every interview. After an interruption or a kill the same command continues where it stopped; it reuses stored
measurements of the same data and settings. The artifacts have the same bytes however many machines measured them.

  --data DIR        folder of the recordings: ${dataFolders}
                    (SAA_DATA; the demo corpus when that is empty)
  --artifacts DIR   folder for the results (SAA_ARTIFACTS; processed-data/)
  --set NAME        ${featureSets.map(({ name }) => name).join(', ')}; original83 unless given
  --window S        length of the windows of interviews, 4 s unless given
  --hop S           from one window to the next, 2 s unless given
  --queue URL       let the workers (npx saa worker) at this Redis measure: redis://[:password@]host[:port], or
                    rediss:// for TLS (SAA_QUEUE, which keeps a password out of the list of processes); with
                    NODE_EXTRA_CA_CERTS=FILE for certificates of your own authority
  --ffmpeg          let ffmpeg on the PATH decode what is not decoded here (SAA_FFMPEG=1)
`;

/** Largest number of messages of one kind. */
const mostReasons = 5;

/** Measures a corpus on this machine or by the workers of a queue. */
export async function extractCommand(args: readonly string[]): Promise<CommandResult> {
  const given = parseArguments(args, {
    values: ['--data', '--artifacts', '--set', '--window', '--hop', '--queue'],
    flags: ['--ffmpeg'],
  });
  if (given.files.length > 0) throw new UsageError(`${given.files[0]}: name the folder with --data DIR`);
  allowFfmpeg(given);
  const set = oneOf(
    given,
    '--set',
    featureSets.map(({ name }) => name),
    'original83',
  );
  const windowing = { length: seconds(given, '--window') ?? 4, hop: seconds(given, '--hop') ?? 2 };
  for (const [option, name] of [
    ['--data', 'SAA_DATA'],
    ['--artifacts', 'SAA_ARTIFACTS'],
  ] as const) {
    const folder = given.values.get(option);
    if (folder !== undefined) process.env[name] = path.resolve(folder);
  }
  const places = await openPlaces(bar('demo corpus'), given.values.get('--queue'));
  const {
    artifacts: found,
    skipped,
    remarks,
  } = await extract(places, set, windowing, (file) => bar(path.basename(file)));
  const lines = found.map(({ file, measured }) => {
    const { reused, jobs } = measured;
    const rows = `${file}: ${measured.rows} rows`;
    return reused ? `${rows}, kept\n` : `${rows}; ${jobs.done} jobs done, ${jobs.kept} were done before\n`;
  });
  const aside = found.flatMap(({ measured }) => measured.skipped);
  return {
    content: lines.join(''),
    out: undefined,
    messages: [
      ...skippedMessages(skipped),
      ...new Set(aside.map(({ file, reason }) => (reason.includes(file) ? reason : `${file}: ${reason}`))),
      ...remarkMessages(remarks),
    ],
    status: aside.length > 0 || skipped.some(({ kind }) => kind === cannotBeOpened) ? 1 : 0,
  };
}

/** A message for each reason why something is not used, or one for a kind with many reasons. */
function skippedMessages(skipped: readonly Skipped[]): string[] {
  return Object.keys(skippedCounts(skipped)).flatMap((kind) => {
    const those = skipped.filter((one) => one.kind === kind);
    const reasons = [...new Set(those.map(({ reason }) => reason))];
    const groups =
      reasons.length > mostReasons
        ? [those]
        : reasons.map((reason) => those.filter((one) => one.reason === reason));
    return groups.map((group) => {
      const [{ file, line, reason }] = group;
      const place = line === undefined ? file : `${file}, line ${line}`;
      const what = reason.includes(file) ? reason : `${place}: ${reason}`;
      return `${group.length} × ${kind}, ${group.length > 1 ? 'first ' : ''}${what}`;
    });
  });
}

/** A message for each remark on a file, or one for a kind with many remarks. */
function remarkMessages(remarks: readonly FileRemark[]): string[] {
  return Object.keys(skippedCounts(remarks)).flatMap((kind) => {
    const lines = remarks.filter((one) => one.kind === kind).map(({ file, reason }) => `${file}: ${reason}`);
    const different = [...new Set(lines)]; // windows and whole interviews have the same remarks on a recording
    return different.length > mostReasons
      ? [`${different.length} × ${kind}, first ${different[0]}`]
      : different;
  });
}
