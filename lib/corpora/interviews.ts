import { join } from 'node:path';
import { visibleNames } from './folder';
import { parseScores, type Rater, type Ratings } from './rater-scores';
import type { Skipped } from './skipped';
import { readText } from './text-file';

export type { Rater, Ratings } from './rater-scores';

/** One interview: a recording, what raters said of it, or both. */
export interface Interview {
  /** `p1` or `pp1`: the participant in lower case. */
  readonly id: string;
  /** `1` for p1 as for pp1, who are one person; rows of one person belong on one side of a split. */
  readonly person: string;
  /** 2 for the second interview of a person (`pp1`), else 1. */
  readonly take: 1 | 2;
  /** Path of the recording, relative to the data folder, with forward slashes; absent where there is none. */
  readonly file?: string;
  /** The raters' verdict (the row AGGR) by trait, 1 to 7, Total being the sum of traits; NaN where there is none. */
  readonly ratings: Ratings;
  /** Single raters; none where there are no labels. */
  readonly raters: readonly Rater[];
}

export interface InterviewCorpus {
  /** p1, p3, …, p11, …, pp1, … */
  readonly interviews: readonly Interview[];
  /** In the file's order. */
  readonly traits: readonly string[];
  readonly skipped: readonly Skipped[];
}

const audioFolder = 'data_interview/Audio/Audio';
const scoreFolder = 'data_interview/Labels';
const scoreName = 'turker_scores_full_interview.csv';

/**
 * All interviews below `dataDir`, those without recording and those without scores among them.
 *
 * Reads `data_interview/Labels/turker_scores_full_interview.csv` (see `parseScores`) and looks for
 * `data_interview/Audio/Audio/P1.wav`, `PP1.wav` … in any case; what is missing is listed in `skipped`. Recordings
 * are found, not opened.
 *
 * @throws Error when the score file is missing or faulty
 *
 * The dataset: I. Naim et al. (2015), "Automated prediction and analysis of job interview performance",
 * IEEE FG; arXiv 1504.03425.
 */
export async function readInterviews(dataDir: string): Promise<InterviewCorpus> {
  const skipped: Skipped[] = [];
  const scoreFile = `${scoreFolder}/${scoreName}`;
  if (!(await visibleNames(join(dataDir, scoreFolder))).includes(scoreName)) {
    throw new Error(`${join(dataDir, scoreFile)}: no such file; put the raters' scores there`);
  }
  const { traits, scores } = parseScores(await readText(join(dataDir, scoreFile)), scoreFile, skipped);
  const recordings = await findRecordings(dataDir, skipped);
  const nothing = Object.fromEntries(traits.map((trait) => [trait, NaN]));

  const natural = new Intl.Collator('en', { numeric: true });
  const ids = [...new Set([...scores.keys(), ...recordings.keys()])].sort((a, b) => natural.compare(a, b));
  const interviews = ids.map((id): Interview => {
    const { truth, raters = [] } = scores.get(id) ?? {};
    const file = recordings.get(id);
    if (truth === undefined) {
      const reason = scores.has(id) ? `no row AGGR of ${id}` : `no rows of ${id}`;
      skipped.push({ kind: 'interview without scores (kept)', file: file ?? scoreFile, reason });
    }
    if (file === undefined && recordings.size > 0) {
      const reason = `no ${id.toUpperCase()}.wav`;
      skipped.push({ kind: 'interview without recording (kept)', file: audioFolder, reason });
    }
    return { id, ...personOf(id), ...(file && { file }), ratings: truth ?? nothing, raters };
  });
  return { interviews, traits, skipped };
}

/** Path of every recording, by participant. */
async function findRecordings(dataDir: string, skipped: Skipped[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of await visibleNames(join(dataDir, audioFolder))) {
    if (!/\.wav$/i.test(name)) continue;
    const id = name.slice(0, -4).toLowerCase();
    const file = `${audioFolder}/${name}`;
    const before = found.get(id);
    if (before === undefined) found.set(id, file);
    else skipped.push({ kind: 'second recording', file, reason: `${id} has ${before}, which counts` });
  }
  if (found.size === 0) {
    skipped.push({ kind: 'no recordings (labels kept)', file: audioFolder, reason: 'no *.wav there' });
  }
  return found;
}

/** p1 and pp1 are the first and second interview of person 1; other names stand for themselves. */
export function personOf(id: string): { person: string; take: 1 | 2 } {
  const match = /^(pp?)(\d+)$/.exec(id);
  return match === null ? { person: id, take: 1 } : { person: match[2], take: match[1] === 'pp' ? 2 : 1 };
}
