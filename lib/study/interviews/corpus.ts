import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { readInterviews, type InterviewCorpus } from '../../corpora/interviews';
import { readOwnRecordings } from '../../corpora/own-recordings';
import { isSynthetic } from '../../demo/marker';
import { projectRoot } from '../../tables/project';
import type { Places } from '../places';

/** A user's own recordings: both empty for the interviews in the data folder. */
export interface OwnRecordings {
  /** Folder of recordings; relative to the project, or absolute. */
  readonly recordings: string;
  /** Table with the columns participant, score and, where there are such, rater, person and file, or a column for each rater. */
  readonly scores: string;
}

/** The interviews a notebook is about. */
export interface OpenedInterviews extends InterviewCorpus {
  /** The places with `data` where the recordings are. */
  readonly places: Places;
  readonly source: 'dataset' | 'own';
}

/**
 * The interviews of the data folder or, where both are named, a user's own recordings and scores. What is computed of one's
 * own lies in `own-recordings/<name of the folder>-<hash of its path>/` among the artifacts, so that it replaces nothing of
 * the data folder's, nor of another folder of the same name.
 *
 * @throws Error when one is named without the other, or a folder or file is not there
 */
export async function openInterviews(places: Places, own: OwnRecordings): Promise<OpenedInterviews> {
  if (own.recordings === '' && own.scores === '') {
    return { ...(await readInterviews(places.data)), places, source: 'dataset' };
  }
  if (own.recordings === '' || own.scores === '') {
    throw new Error(
      `recordings is '${own.recordings}' and scores is '${own.scores}'; name both for recordings of your own, or neither`,
    );
  }
  const folder = path.resolve(projectRoot(), own.recordings);
  if (!existsSync(folder)) throw new Error(`${folder}: no such folder; name the folder of recordings`);
  const corpus = await readOwnRecordings(folder, path.resolve(projectRoot(), own.scores));
  return { ...corpus, places: ownPlaces(places, folder), source: 'own' };
}

function ownPlaces(places: Places, folder: string): Places {
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 8);
  const within = path.join(places.artifacts, 'own-recordings', `${path.basename(folder)}-${hash}`);
  return {
    ...places,
    data: folder,
    synthetic: isSynthetic(folder),
    windows: path.join(within, path.basename(places.windows)),
    speech: path.join(within, path.basename(places.speech)),
    wholeInterviews: path.join(within, path.basename(places.wholeInterviews)),
    predictions: path.join(within, path.basename(places.predictions)),
    results: (notebook) => path.join(within, 'results', path.basename(places.results(notebook))),
  };
}

/**
 * The trait to study: the one named or, where scores are of one unnamed trait, that. Without any scores it is the one named.
 *
 * @throws RangeError naming the traits there are
 */
export function chosenTrait({ traits }: Pick<InterviewCorpus, 'traits'>, wanted: string): ChosenTrait {
  if (traits.length === 0) {
    const remark = 'There are no scores of raters, so nothing can be compared with them.';
    return { trait: wanted, ofTrait: ` of ${wanted}`, remark };
  }
  const found =
    traits.find((one) => one.toLowerCase() === wanted.toLowerCase()) ??
    (traits.length === 1 ? traits[0] : undefined);
  if (found === undefined) {
    throw new RangeError(
      `there is no trait ${wanted}; the score file has ${traits.join(', ')}: set \`trait\` to one of these`,
    );
  }
  return {
    trait: found,
    // The column of one's own scores is called `score`, which would read 'human score of score'.
    ofTrait: found === 'score' ? '' : ` of ${found}`,
    remark:
      found.toLowerCase() === wanted.toLowerCase()
        ? undefined
        : `The scores have no column \`${wanted}\`, so the one they have is studied: \`${found}\`.`,
  };
}

/** The trait that is studied. */
export interface ChosenTrait {
  readonly trait: string;
  /** For a sentence: 'human score of Excited', or 'human score' where the scores are called no more than that. */
  readonly ofTrait: string;
  /** That it is another one than was asked for. */
  readonly remark: string | undefined;
}
