import { join } from 'node:path';
import { recordingKey } from '../text/names';
import { readUserTable } from '../text/read-table';
import { byCharacterCode, onDisk, visibleNames } from './folder';
import { parseScores, raterTableNeeds, type Rater, type RaterScores, type Ratings } from './rater-scores';
import { listRecordings, whyNoRecording, type Recordings } from './recordings';
import type { Remark, Skipped } from './skipped';

export type { Rater, Ratings } from './rater-scores';

/** One interview: its recordings, mostly one, its ratings, or both. */
export interface Interview {
  /** `p1` or `pp1`: the participant in lower case. */
  readonly id: string;
  /** `1` for p1 and pp1, who are one person; a split keeps rows of one person on one side. */
  readonly person: string;
  /** 2 for the second interview of a person (`pp1`), else 1. */
  readonly take: 1 | 2;
  /** Paths of its recordings in order of time, relative to the data folder, with forward slashes; empty where there is none. */
  readonly files: readonly string[];
  /** The raters' common scores (the row AGGR) by trait, 1 to 7; Total is the sum of traits. NaN where missing. */
  readonly ratings: Ratings;
  /** Single raters; none without labels. */
  readonly raters: readonly Rater[];
}

export interface InterviewCorpus {
  /** p1, p3, …, p11, …, pp1, … */
  readonly interviews: readonly Interview[];
  /** In the order of the file. */
  readonly traits: readonly string[];
  readonly skipped: readonly Skipped[];
  /** How tables were read where that is not obvious, and doubtful values. */
  readonly remarks: readonly Remark[];
}

/** Folder of the interviews in the data folder. */
export const interviewFolder = 'data_interview';
const audioFolder = `${interviewFolder}/Audio/Audio`;
const scoreFolder = `${interviewFolder}/Labels`;
const scorePath = `${scoreFolder}/turker_scores_full_interview.csv`;

/**
 * Reads all interviews below `dataDir`, also those without recording or without scores.
 *
 * It reads `data_interview/Labels/turker_scores_full_interview.csv` (see `parseScores`) and finds
 * `data_interview/Audio/Audio/P1.wav`, `PP1.wav` …, in any format, without opening them. Case and Unicode normalization of names do not
 * matter. `skipped` lists what is missing, also the score file, without which there are no traits and no ratings.
 *
 * @throws Error when the score file is faulty
 *
 * I. Naim et al. (2015), "Automated prediction and analysis of job interview performance", IEEE FG; arXiv 1504.03425.
 */
export async function readInterviews(dataDir: string): Promise<InterviewCorpus> {
  const skipped: Skipped[] = [];
  const scoreFile = await onDisk(dataDir, '', scorePath);
  const folder = (await onDisk(dataDir, '', audioFolder)) ?? audioFolder;
  const recordings = await listRecordings(join(dataDir, folder), `${folder}/`, skipped);
  const { traits, scores, remarks } = await readScores(dataDir, scoreFile, recordings, skipped);
  const nothing = Object.fromEntries(traits.map((trait) => [trait, NaN]));
  if (recordings.size === 0) {
    skipped.push({
      kind: 'no recordings (labels kept)',
      file: folder,
      reason: 'no recording there (*.wav, or another format)',
    });
  }

  const natural = new Intl.Collator('en', { numeric: true });
  const ids = [...new Set([...scores.keys(), ...recordings.keys()])].sort(
    (a, b) => natural.compare(a, b) || byCharacterCode(a, b),
  );
  const interviews = ids.map((id): Interview => {
    const { truth, raters = [] } = scores.get(id) ?? {};
    const name = recordings.get(id);
    const file = name === undefined ? undefined : `${folder}/${name}`;
    if (truth === undefined && scoreFile !== undefined) {
      const reason = scores.has(id) ? `no row AGGR of ${id}` : `no rows of ${id}`;
      skipped.push({ kind: 'interview without scores (kept)', file: file ?? scoreFile, reason });
    }
    if (file === undefined && recordings.size > 0) {
      const reason = whyNoRecording(id);
      skipped.push({ kind: 'interview without recording (kept)', file: folder, reason });
    }
    const files = file === undefined ? [] : [file];
    return { id, ...personOf(id), files, ratings: truth ?? nothing, raters };
  });
  return { interviews, traits, skipped, remarks };
}

/** Scores by interview; none, and an entry of `skipped`, when there is no score file. */
async function readScores(
  dataDir: string,
  scoreFile: string | undefined,
  recordings: Recordings,
  skipped: Skipped[],
): Promise<RaterScores & { readonly remarks: readonly Remark[] }> {
  if (scoreFile === undefined) {
    skipped.push({
      kind: "no raters' file (recordings kept)",
      file: scorePath,
      reason: await whyNoScores(dataDir),
    });
    return { traits: [], scores: new Map(), remarks: [] };
  }
  const table = await readUserTable(join(dataDir, scoreFile), raterTableNeeds(scoreFile), {
    nameOf: recordingKey,
    isKnown: (name) => recordings.has(name),
  });
  const remarks = table.remarks.map((reason) => ({ file: scoreFile, reason }));
  return { ...parseScores(table, scoreFile, skipped), remarks };
}

async function whyNoScores(dataDir: string): Promise<string> {
  const folder = await onDisk(dataDir, '', scoreFolder);
  const found = folder === undefined ? [] : await visibleNames(join(dataDir, folder));
  const there = found.length === 0 ? '' : `; found ${found.slice(0, 5).join(', ')} in ${folder}`;
  return `no such file${there}; put the raters' scores there`;
}

/** Person and take of an interview: p1 and pp1 are the first and second of person 1; any other name is its own person. */
export function personOf(id: string): { person: string; take: 1 | 2 } {
  const match = /^(pp?)(\d+)$/.exec(id);
  return match === null ? { person: id, take: 1 } : { person: match[2], take: match[1] === 'pp' ? 2 : 1 };
}
