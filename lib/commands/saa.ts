import { fileError } from '../text/file-error';
import { replaceFile } from '../tables/artifact';
import { UsageError } from './arguments';
import type { CommandResult, Output } from './command-result';

/** What to print, and the exit status: 0; 1 when a file could not be read or written; 2 for a mistake in the command. */
export interface Answer {
  readonly output: Output | undefined;
  readonly messages: readonly string[];
  readonly status: number;
}

/** A command of saa, and its text for --help. */
interface Command {
  readonly run: (args: readonly string[]) => Promise<CommandResult>;
  readonly help: () => string;
}

/** Commands by name, loaded on demand. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  score: async () => {
    const { scoreCommand, scoreHelp } = await import('./score');
    return { run: scoreCommand, help: scoreHelp };
  },
  report: async () => {
    const { reportCommand, reportHelp } = await import('./report');
    return { run: reportCommand, help: reportHelp };
  },
  features: async () => {
    const { featuresCommand, featuresHelp } = await import('./features');
    return { run: featuresCommand, help: featuresHelp };
  },
  contours: async () => {
    const { contoursCommand, contoursHelp } = await import('./contours');
    return { run: contoursCommand, help: contoursHelp };
  },
  segments: async () => {
    const { segmentsCommand, segmentsHelp } = await import('./segments');
    return { run: segmentsCommand, help: segmentsHelp };
  },
  extract: async () => {
    const { extractCommand, extractHelp } = await import('./extract');
    return { run: extractCommand, help: extractHelp };
  },
  worker: async () => {
    const { workerCommand, workerHelp } = await import('./worker');
    return { run: workerCommand, help: workerHelp };
  },
  status: async () => {
    const { statusCommand, statusHelp } = await import('./status');
    return { run: statusCommand, help: statusHelp };
  },
  export: async () => {
    const { exportCommand, exportHelp } = await import('./export');
    return { run: exportCommand, help: exportHelp };
  },
  parquet: async () => {
    const { parquetCommand, parquetHelp } = await import('./parquet');
    return { run: parquetCommand, help: parquetHelp };
  },
};

const help = `saa: how recordings of any usual format sound, and what they measure, as CSV or Arrow.

  npx saa score FILE…                  how excited every 4 s of recordings sound
  npx saa report FILE --out F.html     the same with sound, moments, speakers and quality: a page
  npx saa features FILE… --set NAME    a row of features per recording, or per window of it
  npx saa contours FILE --what LIST    pitch, intensity, formants, harmonicity over time
  npx saa segments FILE…               who speaks when: a row per stretch of speech
  npx saa extract --data DIR           features of a whole corpus, on this machine or by workers on several
  npx saa worker --queue URL           measure for an extract on another machine
  npx saa status --queue URL           the progress of an extract
  npx saa export NAME --out F.onnx     a trained model as an ONNX file, for Python and others
  npx saa parquet TABLE --out F        a table of processed-data/ as a Parquet file

\`npx saa features --help\` and so on show the options. Run it in the project folder, after \`npm run setup\`; from elsewhere: node PROJECT/scripts/saa.mjs features …
Exit status: 0; 1 when a file could not be read or written; 2 for a mistake in the command.
`;

/** Runs `saa` with these arguments. */
export async function answer(args: readonly string[]): Promise<Answer> {
  const [name, ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') return printed(help);
  const load = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (load === undefined) {
    const mistake = name === undefined ? 'no command' : `there is no command ${name}`;
    return failed(`saa: ${mistake}; the commands are ${Object.keys(commands).join(', ')}\n\n${help}`, 2);
  }
  const command = await load();
  if (rest.includes('--help') || rest.includes('-h')) return printed(command.help());
  try {
    const { content, out, messages, status } = await command.run(rest);
    if (out === undefined || content === undefined) return { output: content, messages, status };
    replaceFile(out, content, 'choose another file with --out F');
    return { output: undefined, messages, status };
  } catch (error) {
    if (error instanceof UsageError) {
      return failed(`saa ${name}: ${error.message}\n\`npx saa ${name} --help\` shows the options.`, 2);
    }
    const plain = error instanceof Error && 'path' in error ? fileError(error, String(error.path)) : error;
    if (plain instanceof Error) return failed(`saa ${name}: ${plain.message}`, 1);
    throw plain;
  }
}

const printed = (output: string): Answer => ({ output, messages: [], status: 0 });
const failed = (message: string, status: number): Answer => ({
  output: undefined,
  messages: [message],
  status,
});
