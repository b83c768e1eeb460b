import path from 'node:path';
import { outFile, parseArguments, UsageError } from './arguments';
import type { CommandResult } from './command-result';
import { withPiped } from './piped';
import { scoringOptions, scoringRequest, scoringWords } from './scoring';

export const reportHelp = () => `npx saa report FILE --out report.html [options]

How excited does it sound, when, and why? Writes one page about a recording (- for standard input): its sound with what the models
say of every window, the moments that stand out with the cues that make them so, who speaks, the quality of the recording, and
what the models are worth and are not. The page holds the sound (MP3, 180 kB a minute, up to 2 hours), so whoever has it can
hear the recording. It loads nothing and sends nothing.

The models are those of npx saa score.

${scoringWords}
  --out F           write to this file, whole or not at all; standard output unless given

  npx saa report memo.m4a --out memo.html
  npx saa report interview.wav --speakers 2 --out interview.html
`;

/** Writes a page about a recording. */
export async function reportCommand(args: readonly string[]): Promise<CommandResult> {
  const given = parseArguments(args, {
    values: [...scoringOptions.values, '--out'],
    flags: scoringOptions.flags,
  });
  const wanted = scoringRequest(given);
  const out = outFile(given);
  if (out === undefined && process.stdout.isTTY)
    throw new UsageError('a page is nothing for a terminal; give --out F, such as --out report.html');
  if (given.files.length !== 1)
    throw new UsageError(
      `${given.files.length === 0 ? 'no recording' : `${given.files.length} recordings`}; name one, such as npx saa report memo.m4a --out memo.html`,
    );
  return withPiped(given.files, async ({ paths: [file], named }) => {
    const { scoringModels } = await import('../study/recordings/scoring-models');
    const { scoreRecordings } = await import('../study/recordings/score-recordings');
    const { recordingPage } = await import('../reports/recordings/page/recording-page');
    const models = scoringModels(wanted.models);
    const scoring = { models, ...wanted.scoring };
    const { recordings, skipped } = await scoreRecordings([file], scoring);
    if (recordings.length === 0) {
      const [{ reason }] = skipped;
      return {
        content: undefined,
        out,
        messages: [named(reason.includes(file) ? reason : `${file}: ${reason}`)],
        status: 1,
      };
    }
    const name = named(file) === '-' ? 'standard input' : path.basename(named(file));
    return {
      content: await recordingPage(recordings[0], scoring, name),
      out,
      messages: [models.name],
      status: 0,
    };
  });
}
