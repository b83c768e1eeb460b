import path from 'node:path';
import type { Places } from '../../lib/study/places';

/** Places of a study whose artifacts lie in one folder. */
export function placesIn(artifacts: string, data: string): Places {
  const at = (name: string) => path.join(artifacts, name);
  return {
    data,
    artifacts,
    synthetic: false,
    queue: undefined,
    labels: at('output.obj'),
    features: at('input.obj'),
    models: at('models'),
    windows: at('windows.obj'),
    speech: at('interview-speech.json'),
    wholeInterviews: at('whole-interviews.obj'),
    predictions: at('predictions.obj'),
    results: (notebook) => at(`${notebook}.json`),
  };
}
