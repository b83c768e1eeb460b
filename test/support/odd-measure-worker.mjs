// As measure-worker.ts, with accidents by the name of the recording, and a log of what was begun.
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { workerData } from 'piscina';
import { recordingMeasurer } from '../../dist/jobs/measure-one.js';

const measure = recordingMeasurer(workerData);

export default async function (request) {
  if (request === 'ready?') return 'ready';
  const { file } = request.recording;
  appendFileSync(path.join(workerData, 'begun.log'), `${file}\n`);
  if (file.includes('crash/one')) {
    setImmediate(() => {
      throw new RangeError('out of something');
    });
    await new Promise(() => undefined);
  }
  if (file.includes('die/one')) process.kill(process.pid, 'SIGKILL');
  if (file.includes('hang/one')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); // for ever, and deaf
  if (file.includes('slow')) await new Promise((resolve) => setTimeout(resolve, 400));
  return measure(request);
}
