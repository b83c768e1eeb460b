// A worker in a process of its own, to be killed: node --import tsx odd-worker.ts URL DATA LOCK [ARTIFACTS]
import { startWorker } from '../../lib/queue/worker';
import { startOddMeasurer } from './jobs';

const [url, data, lock, artifacts] = process.argv.slice(2);

async function main(): Promise<void> {
  const start = () => startOddMeasurer(data);
  const worker = await startWorker(url, { data, artifacts, concurrency: 1, lock: Number(lock), start });
  console.log('working');
  await worker.ended;
}

void main();
