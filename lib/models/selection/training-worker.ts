// Runs in a worker thread: trains the models that training-threads.ts hands over, one at a time.
import { predictTest, type Predicted, type Training } from './training';

export default function (training: Training): Promise<Predicted> {
  return predictTest(training);
}
