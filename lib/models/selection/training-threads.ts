import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Piscina } from 'piscina';
import { InsufficientData } from '../../stats/insufficient-data';
import { projectRoot } from '../../tables/project';
import { rowCount } from '../data/rows';
import { predictTest, type Predicted, type Training } from './training';

/** From so many training rows on a training is worth a thread's while: below, it takes hundredths of a second. */
const WORTHWHILE = 1000;

/** As many trainings as can run at once on this machine. */
export const parallelTrainings: number = availableParallelism();

let pool: Promise<Piscina<Training, Predicted>> | undefined;

/**
 * Trains a model and predicts the test rows: in a worker thread where there are many rows and several cores, so that
 * several calls run at once, with the same numbers. Keep no more than `parallelTrainings` calls waiting, since each holds its
 * rows.
 *
 * @throws InsufficientData when the rows do not allow the training, such as a class without rows
 */
export async function trainedPredictions(training: Training): Promise<Float64Array> {
  const large = rowCount(training.rows) >= WORTHWHILE && parallelTrainings > 1;
  const found = await (large ? (await threads()).run(training) : predictTest(training));
  if (found.kind === 'insufficient') throw new InsufficientData(found.message);
  return found.values;
}

function threads(): Promise<Piscina<Training, Predicted>> {
  return (pool ??= startThreads());
}

async function startThreads(): Promise<Piscina<Training, Predicted>> {
  const { Piscina: Pool } = await import('piscina'); // loaded where it is needed
  return new Pool({
    filename: path.join(projectRoot(), 'dist', 'models', 'selection', 'training-worker.js'),
    minThreads: 0,
    maxThreads: parallelTrainings,
    idleTimeout: 2000, // ms
    atomics: 'disabled', // a thread that waits asynchronously can be ended
  });
}

/**
 * Runs some work for each item, several at once, and returns the results in the order of the items.
 *
 * @param onDone told after each item, in any order; an error of it ends the work
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  run: (item: Item, place: number) => Result | Promise<Result>,
  onDone?: (done: number, total: number) => void,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  let next = 0;
  let done = 0;
  let failed = false;
  const one = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const place = next++;
      try {
        results[place] = await run(items[place], place);
        onDone?.(++done, items.length);
      } catch (error) {
        failed = true; // the others take no further item
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: parallelTrainings }, one));
  return results;
}
