/** A stretch of a recording: an utterance of a corpus, or a window of an interview. */
export interface Segment {
  /** Unique within its corpus: the utterance's name, or `p1@12` for the window of p1 that starts at 12 s. */
  readonly id: string;
  /** Path of the recording, relative to the data folder, with forward slashes. */
  readonly file: string;
  /** s from the start of the recording */
  readonly start: number;
  /** s; Infinity for "to the end" */
  readonly end: number;
}
