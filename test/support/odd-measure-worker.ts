// As measure-worker.ts, with accidents by the name of the recording, and a log of what was begun.
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { recordingMeasurer, type Request } from '../../lib/jobs/measure-one';

const dataDir = workerData as string;
const measure = recordingMeasurer(dataDir);

async function answer(request: Request): Promise<void> {
  const { file } = request.recording;
  appendFileSync(path.join(dataDir, 'begun.log'), `${file}\n`);
  if (file.includes('crash/one')) throw new RangeError('out of something');
  if (file.includes('die/one')) process.kill(process.pid, 'SIGKILL');
  if (file.includes('hang/one')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); // for ever, and deaf
  if (file.includes('slow')) await new Promise((resolve) => setTimeout(resolve, 400));
  parentPort?.postMessage(await measure(request));
}

parentPort?.on('message', (request: Request) => void answer(request));
parentPort?.postMessage('ready');
