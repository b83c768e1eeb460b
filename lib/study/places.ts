import { existsSync } from 'node:fs';
import path from 'node:path';
import { contentsOf } from '../corpora/folder';
import { interviewFolder } from '../corpora/interviews';
import { dataFolders, linkedCorpora } from '../corpora/linked';
import { isSynthetic } from '../demo/marker';
import { writeDemoCorpus } from '../demo/corpus';
import { artifactsFolder, workFolder } from '../tables/project';

/** Where the study reads and writes. Absolute paths. */
export interface Places {
  /** Holds the corpora of utterances and data_interview/. Read only. */
  readonly data: string;
  /** Everything computed. */
  readonly artifacts: string;
  /** True for the demo corpus: synthetic voices, which say nothing about people. */
  readonly synthetic: boolean;
  /** Labels and features of the utterances, written by notebook 1. */
  readonly labels: string;
  readonly features: string;
  /** One folder per model, written by notebook 2. */
  readonly models: string;
  /** Features and predictions of every window of every interview, written by notebook 3. */
  readonly windows: string;
  readonly predictions: string;
  /** Where somebody speaks in every interview, written by notebooks 3 and 4. */
  readonly speech: string;
  /** Features of whole interviews, written by notebook 4. */
  readonly wholeInterviews: string;
  /** Redis that hands the measuring to workers, such as `redis://host:6379`; without one it is done on this machine. */
  readonly queue: string | undefined;
  /** Numbers a notebook reports. */
  results(notebook: string): string;
}

/**
 * Where data and artifacts are: SAA_DATA and SAA_ARTIFACTS, else auditary_emotion_recognition/ and processed-data/.
 * Where there are no recordings, a demo corpus is made among the artifacts (seconds; the same every time).
 *
 * @param queue Redis to measure over; SAA_QUEUE where it is empty
 * @throws Error when SAA_DATA is given and holds no corpus
 */
export async function openPlaces(
  onProgress?: (done: number, total: number) => void,
  queue = '',
): Promise<Places> {
  const artifacts = artifactsFolder();
  const given = process.env.SAA_DATA;
  let data = path.resolve(given ?? path.join(workFolder(), 'auditary_emotion_recognition'));
  if (!existsSync(path.join(data, interviewFolder)) && (await linkedCorpora(data)).length === 0) {
    if (given !== undefined) {
      throw new Error(
        existsSync(data)
          ? `${data} (from SAA_DATA or --data) holds none of ${dataFolders} (${await contentsOf(data)}); name the folder that holds them`
          : `${data} (from SAA_DATA or --data): no such folder; name the one that holds ${dataFolders}`,
      );
    }
    data = path.join(artifacts, 'demo-corpus');
    await writeDemoCorpus(data, { seed: 1 }, onProgress);
  }
  return {
    data,
    artifacts,
    synthetic: isSynthetic(data),
    queue: queue || process.env.SAA_QUEUE || undefined,
    labels: path.join(artifacts, 'output.obj'),
    features: path.join(artifacts, 'input.obj'),
    models: path.join(artifacts, 'models'),
    windows: path.join(artifacts, 'windows.obj'),
    speech: path.join(artifacts, 'interview-speech.json'),
    wholeInterviews: path.join(artifacts, 'whole-interviews.obj'),
    predictions: path.join(artifacts, 'input-interview-frameLengh4-overlap2.obj'),
    results: (notebook) => path.join(artifacts, 'results', `${notebook}.json`),
  };
}
