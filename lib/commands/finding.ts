/** Text or bytes, or text piece by piece. */
export type Output = string | Uint8Array | Iterable<string>;

/** What a command found. */
export interface Finding {
  /** Undefined where the command has written its file itself. */
  readonly content: Output | undefined;
  /** Where to write it; standard output when undefined. */
  readonly out: string | undefined;
  /** For standard error. */
  readonly messages: readonly string[];
  /** 0 when everything could be read, else 1. */
  readonly status: number;
}
