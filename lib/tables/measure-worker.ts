// Runs in a worker thread: measures one recording after another, as the pool in measure.ts asks.
import { parentPort, workerData } from 'node:worker_threads';
import { measureRecording, type MeasuringSettings, type RecordingJob } from './measure-recording';

const settings = workerData as MeasuringSettings;

async function answer(job: RecordingJob): Promise<void> {
  try {
    const { rows, notes } = await measureRecording(job, settings);
    parentPort?.postMessage({ kind: 'rows', rows, notes }, [rows.buffer as ArrayBuffer]);
  } catch (error) {
    parentPort?.postMessage({
      kind: 'unreadable',
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}

parentPort?.on('message', (job: RecordingJob) => void answer(job));
