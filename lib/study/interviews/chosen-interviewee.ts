import { statSync } from 'node:fs';
import path from 'node:path';
import type { Interview } from '../../corpora/interviews';
import { listRecordings } from '../../corpora/recordings';
import { modelInstalled } from '../../onnx/runtime';
import { recordingKey } from '../../text/names';
import { projectRoot } from '../../tables/project';

/** Who of two voices in one track is the interviewee; nothing of it where who speaks more is. */
export interface ChosenInterviewee {
  /** What was asked for, for provenances. */
  readonly name: string;
  /** The speaker's name. */
  readonly speaker?: string;
  /** The recording of the interviewee alone, who sounds like it; undefined where there is none. */
  readonly sampleOf: (interview: Pick<Interview, 'id' | 'person'>) => string | undefined;
}

/** Names of speakers: by channel, and in one track in the order in which they are heard. */
const speakers = ['left', 'right', 'A', 'B'];

/**
 * Reads who the interviewee is.
 *
 * @param chosen empty for who speaks more; `'A'` for who is heard first, or `'B'`; else a recording of the interviewee
 *   alone, or a folder with such a recording of each participant (named as the interview or as the person), relative to the
 *   project
 * @throws Error where there is no such recording or folder, a folder holds no recording, or the ONNX part, which compares
 *   voices, is not installed
 */
export async function chosenInterviewee(chosen: string): Promise<ChosenInterviewee> {
  if (chosen === '') return { name: chosen, sampleOf: () => undefined };
  if (speakers.includes(chosen)) return { name: chosen, speaker: chosen, sampleOf: () => undefined };
  const place = path.resolve(projectRoot(), chosen);
  const found = statSync(place, { throwIfNoEntry: false });
  if (found === undefined)
    throw new Error(
      `interviewee '${chosen}': neither a speaker (${speakers.join(', ')}) nor a recording or folder (${place}); name one of them`,
    );
  if (!modelInstalled('voice-print'))
    throw new Error(
      `interviewee '${chosen}': comparing voices with a recording needs the optional ONNX part; install it by: npm run setup -- --with onnx`,
    );
  if (!found.isDirectory()) return { name: chosen, sampleOf: () => place };
  const samples = await listRecordings(place, '', []);
  if (samples.size === 0)
    throw new Error(
      `interviewee '${chosen}': no recording in ${place}; put one of each participant alone there`,
    );
  return {
    name: chosen,
    sampleOf: ({ id, person }) => {
      const name = samples.get(recordingKey(id)) ?? samples.get(recordingKey(person));
      return name === undefined ? undefined : path.join(place, name);
    },
  };
}
