import path from 'node:path';
import { featureSets } from '../features/sets';
import { dataFolders } from '../corpora/linked';
import { cannotBeOpened, skippedCounts, type Skipped } from '../corpora/skipped';
import type { FileRemark } from '../jobs/merge';
import { bar } from '../notebook/bar';
import { extract } from '../study/extract';
import { openPlaces } from '../study/places';
import type { Finding } from './finding';
import { oneOf, parseArguments, seconds, UsageError } from './arguments';

export const extractHelp = () => `npx saa extract --data DIR --artifacts DIR [options]

Measures a whole corpus, as the notebooks do: every utterance of the corpora in the folder, every window and the whole
of every interview. Stopped at any moment, killed even, the same command goes on where it was; what is stored and
still fits is kept. The artifacts are the same to the byte, however the work was spread.

  --data DIR        folder of the recordings: ${dataFolders}
                    (SAA_DATA; the demo corpus when that is empty)
  --artifacts DIR   folder for everything computed (SAA_ARTIFACTS; processed-data/)
  --set NAME        ${featureSets.map(({ name }) => name).join(', ')}; original83 unless given
  --window S        length of the windows of interviews, 4 s unless given
  --hop S           from one window to the next, 2 s unless given
  --queue URL       hand the work to the workers (npx saa worker) at this Redis: redis://[:password@]host[:port], or
                    rediss:// for TLS (SAA_QUEUE, which keeps a password out of the list of processes); with
                    NODE_EXTRA_CA_CERTS=FILE for certificates of an authority of your own
`;

/** Reasons of one kind that are told one by one. */
const mostReasons = 5;

/** Measures a corpus, here or by the workers at a queue. */
export async function extractCommand(args: readonly string[]): Promise<Finding> {
  const given = parseArguments(args, {
    values: ['--data', '--artifacts', '--set', '--window', '--hop', '--queue'],
    flags: [],
  });
  if (given.files.length > 0) throw new UsageError(`${given.files[0]}: name the folder with --data DIR`);
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

/** A line for each reason why something was not used or, where a kind has many, for each kind. */
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

/** What was said of files that were read: each file's remark or, where many have one of the same kind, a line for the kind. */
function remarkMessages(remarks: readonly FileRemark[]): string[] {
  return Object.keys(skippedCounts(remarks)).flatMap((kind) => {
    const lines = remarks.filter((one) => one.kind === kind).map(({ file, reason }) => `${file}: ${reason}`);
    const different = [...new Set(lines)]; // windows and whole interviews say the same of a recording
    return different.length > mostReasons
      ? [`${different.length} × ${kind}, first ${different[0]}`]
      : different;
  });
}
