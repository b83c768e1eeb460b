// Runs in a worker thread: measures one recording after another, as thread.ts asks.
import { parentPort, workerData } from 'node:worker_threads';
import { recordingMeasurer, type Request } from './measure-one';

const measure = recordingMeasurer(workerData as string);
parentPort?.on('message', (request: Request) => {
  void measure(request).then((answer) =>
    parentPort?.postMessage(answer, answer.kind === 'rows' ? [answer.rows.buffer as ArrayBuffer] : []),
  );
});
parentPort?.postMessage('ready');
