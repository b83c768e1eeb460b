import path from 'node:path';
import { recordingInfo } from '../../audio/recording';
import type { Interview } from '../../corpora/interviews';
import { withoutFolder } from '../../jobs/measure-one';

/** A recording of an interview, which may have several. */
export interface InterviewRecording {
  /** The interview. */
  readonly interview: string;
  /** `p1`; of a further recording of the same interview also its file: `p1/part 2.m4a`. */
  readonly id: string;
  /** When it starts, s from the start of the interview: the recordings follow each other without a gap. */
  readonly start: number;
  /** s */
  readonly duration: number;
}

/** The recordings of interviews whose headers can be read, by file, and the others with the reason. */
export interface InterviewRecordings {
  readonly recordings: ReadonlyMap<string, InterviewRecording>;
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[];
}

/** Reads the headers of all recordings of interviews below a folder. */
export async function interviewRecordings(
  dataDir: string,
  interviews: readonly Interview[],
): Promise<InterviewRecordings> {
  const recordings = new Map<string, InterviewRecording>();
  const unreadable: { file: string; reason: string }[] = [];
  for (const { id: interview, files } of interviews) {
    let [start, isFirst] = [0, true];
    for (const file of files) {
      try {
        const { duration } = await recordingInfo(path.join(dataDir, file));
        if (!Number.isFinite(duration)) throw new RangeError(`${file}: a recording of ${duration} s`);
        const id = isFirst ? interview : `${interview}/${file}`;
        recordings.set(file, { interview, id, start, duration });
        isFirst = false;
        start += duration;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        unreadable.push({ file, reason: withoutFolder(reason, dataDir) });
      }
    }
  }
  return { recordings, unreadable };
}

/**
 * The recording in a file.
 *
 * @throws Error when it is none of these
 */
export function recordingOf({ recordings }: InterviewRecordings, file: string): InterviewRecording {
  const recording = recordings.get(file);
  if (recording !== undefined) return recording;
  throw new Error(`${file} is measured and no recording of an interview; delete the stored measurements`);
}
