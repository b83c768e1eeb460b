// Options of npm start and npm run notebooks, and the notebooks in the order of the study.
import path from 'node:path';
import { parseArgs } from 'node:util';

export const notebooks = [
  'preprocess_data',
  'emotion_analysis',
  'preprocess_data_interview_data',
  'analyzing_relationship_frame_and_interview_level',
  'explore',
];

const usage = `Options:
  --data DIR        folder of the recordings, laid out as auditary_emotion_recognition/README.md says   (SAA_DATA)
                    default: auditary_emotion_recognition/, or the demo corpus when that is empty
  --artifacts DIR   folder for the results                                        (SAA_ARTIFACTS)
                    default: processed-data/
  --ffmpeg          let ffmpeg on the PATH decode recordings that are not decoded here (SAA_FFMPEG=1)
  --only NAME       run this notebook; can be given several times
  -p NAME=VALUE     set a parameter of the notebooks (their cell tagged "parameters"), such as seed=7
  --save            also store the executed notebooks in notebooks/`;

/** Reads the options from the command line and the environment; makes folders absolute. */
export function readOptions(args = process.argv.slice(2)) {
  const options = {
    data: process.env.SAA_DATA,
    artifacts: process.env.SAA_ARTIFACTS,
    only: [],
    save: false,
    ffmpeg: process.env.SAA_FFMPEG === '1',
    parameters: {},
  };
  const { tokens } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      artifacts: { type: 'string' },
      only: { type: 'string' },
      p: { type: 'string', short: 'p' },
      save: { type: 'boolean' },
      ffmpeg: { type: 'boolean' },
      help: { type: 'boolean' },
    },
    allowPositionals: true,
    strict: false, // its messages do not list the options
    tokens: true,
  });
  for (const { rawName: name, value, inlineValue, index } of tokens) {
    if (name === '--help') throw new UsageError(usage);
    if (name === '--save') options.save = true;
    else if (name === '--ffmpeg') options.ffmpeg = true;
    else if (name === '-p') {
      const [parameter, given] = (value ?? '').split(/=(.*)/s);
      if (!/^\w+$/.test(parameter) || given === undefined)
        throw new UsageError(`-p needs a name and a value, as in -p seed=7\n${usage}`);
      options.parameters[parameter] = parameterValue(given);
    } else if (!['--data', '--artifacts', '--only'].includes(name))
      throw new UsageError(`unknown option ${name ?? args[index]}\n${usage}`);
    else if (!value || (!inlineValue && value.startsWith('--')))
      throw new UsageError(`${name} needs a value\n${usage}`);
    else if (name === '--only') options.only.push(notebookName(value));
    else options[name.slice(2)] = value;
  }
  if (options.save && Object.keys(options.parameters).length > 0)
    throw new UsageError('--save stores the notebooks with their standard parameters; leave out -p');
  for (const folder of ['data', 'artifacts'])
    if (options[folder]) options[folder] = path.resolve(options[folder]);
  return options;
}

/** Parses a value as JSON; anything else is a text. */
function parameterValue(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

function notebookName(value) {
  const name = path.basename(value, '.ipynb');
  if (!notebooks.includes(name))
    throw new UsageError(`there is no notebook ${name}; the notebooks are ${notebooks.join(', ')}`);
  return name;
}

/** A mistake on the command line; the user sees only its message. */
export class UsageError extends Error {}
