/** Text, bytes, or text piece by piece. */
export type Output = string | Uint8Array | Iterable<string>;

/** Result of a command. */
export interface CommandResult {
  /** Undefined when the command has written its files. */
  readonly content: Output | undefined;
  /** File for the content; standard output when undefined. */
  readonly out: string | undefined;
  /** Messages for standard error. */
  readonly messages: readonly string[];
  /** 0 when all files could be read, else 1. */
  readonly status: number;
}
