// Runs in a worker thread: measures the recordings that thread.ts requests, one at a time.
import { workerData } from 'piscina';
import { recordingMeasurer, type Answer, type ThreadRequest } from './measure-one';

const measure = recordingMeasurer(workerData as string);

export default async function (request: ThreadRequest): Promise<Answer | 'ready'> {
  return request === 'ready?' ? 'ready' : measure(request);
}
