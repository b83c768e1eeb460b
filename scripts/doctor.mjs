// npm run doctor: says what is installed, which TensorFlow is in use, and what is wrong, with a remedy.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { dist, isBuilt } from './build.mjs';
import { kernelsReady } from './build/kernels.mjs';
import { nodePackagesReady } from './setup/node-packages.mjs';
import { onnxPresent, onnxReady } from './setup/onnx.mjs';
import { movedFrom } from './setup/moved.mjs';
import {
  findPython,
  kernelSpecReady,
  pythonPackagesReady,
  pythonTestPackagesReady,
} from './setup/python.mjs';
import { inVenv, root, venv } from './setup/places.mjs';
import { run } from './setup/run.mjs';
import { checkBinding, tensorflowState } from './setup/tensorflow.mjs';

let wrong = 0;
const line = (good, what, remedy) => {
  console.log(`${good ? '✓' : '✗'} ${what}${good || !remedy ? '' : `\n    → ${remedy}`}`);
  if (!good) wrong++;
};

const major = Number(process.versions.node.split('.')[0]);
line(
  major >= 20,
  `Node ${process.versions.node} on ${process.platform} ${process.arch}`,
  'install Node 20 or newer',
);

try {
  const python = findPython();
  line(true, `Python ${python.version} (${python.command})`);
} catch (error) {
  line(false, error.message);
}

line(nodePackagesReady(), 'Node packages as in package-lock.json', 'npm run setup');
const built = kernelsReady() && isBuilt();
line(built, 'kernels and library up to date with their sources', 'npm run build');
line(pythonPackagesReady(), 'JupyterLab and its tools in their locked versions', 'npm run setup');
console.log(
  `${pythonTestPackagesReady() ? '✓' : '·'} pandas and polars for the tests${pythonTestPackagesReady() ? '' : ' (npm test installs them)'}`,
);
const origin = movedFrom(venv);
if (origin !== undefined)
  line(false, `.venv belongs to ${path.dirname(origin)}: this folder was moved or copied`, 'npm run setup');
else if (pythonPackagesReady()) {
  try {
    line(
      true,
      `JupyterLab ${(await run(inVenv('jupyter'), ['lab', '--version'], { seconds: 60 })).trim()} starts`,
    );
  } catch (error) {
    line(false, `JupyterLab does not start: ${error.message}`, 'delete .venv, then npm run setup');
  }
}
line(
  kernelSpecReady(),
  'kernel "tslab" in the project\'s JupyterLab, of this folder and this Node',
  'npm run setup',
);

const state = tensorflowState();
if (!state) line(false, 'TensorFlow has not been set up', 'npm run setup');
else if (state.backend === 'native') {
  try {
    await checkBinding();
    line(true, `TensorFlow: native backend (${state.how})`);
  } catch (error) {
    line(
      false,
      `TensorFlow: the native backend no longer loads: ${error.message.split('\n').at(-1)}`,
      'delete node_modules, then npm run setup',
    );
  }
} else {
  line(
    false,
    `TensorFlow: pure JavaScript backend, several times slower. Tried:\n    ${state.how.replaceAll('\n', '\n    ')}`,
    'install a C++ compiler and make, or a network that reaches the download site, then npm run setup',
  );
}

try {
  createRequire(import.meta.url)('node-web-audio-api');
  line(true, 'decoders of compressed recordings');
} catch (error) {
  const reason = error.message.split('\n')[0];
  const way = reason.includes('libasound') ? 'apt-get install libasound2' : 'npm run setup';
  line(false, `the decoders of AAC, MP3, FLAC and Vorbis do not load: ${reason}`, way);
}

if (onnxPresent())
  line(onnxReady(), 'optional ONNX part in its locked versions', 'npm run setup -- --with onnx');
else
  console.log(
    '· no optional ONNX part (Silero voice activity, voice prints, embeddings): npm run setup -- --with onnx',
  );

const data = process.env.SAA_DATA ?? path.join(root, 'auditary_emotion_recognition');
if (built) {
  const fromDist = (name) => import(pathToFileURL(path.join(dist, 'corpora', name)).href);
  const { corpora } = await fromDist('registry.js');
  const { linkedCorpora } = await fromDist('linked.js');
  const { interviewFolder } = await fromDist('interviews.js');
  const names = await linkedCorpora(data);
  const interviews = fs.existsSync(path.join(data, interviewFolder));
  const found = (is, what) => console.log(`${is ? '✓' : '·'} ${what}: ${is ? 'in' : 'none in'} ${data}`);
  for (const name of new Set([...corpora.map((corpus) => corpus.name), ...names]))
    found(names.includes(name), name);
  found(interviews, 'interviews');
  if (names.length === 0 && !interviews)
    console.log('    → npm start runs on the demo corpus; the README says where real recordings go');
}
const free = fs.statfsSync(root);
const gigabytes = (free.bavail * free.bsize) / 1e9;
line(gigabytes > 3, `${gigabytes.toFixed(0)} GB free on this disk`, 'setting up needs about 3 GB');
console.log(wrong === 0 ? 'Nothing is wrong.' : `${wrong} problem${wrong > 1 ? 's' : ''}.`);
process.exit(wrong === 0 ? 0 : 1);
