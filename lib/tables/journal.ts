import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** What became of one recording: its rows, or why there are none. */
export type Outcome =
  | { readonly kind: 'rows'; readonly rows: Float64Array; readonly notes: readonly string[] }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Results of a long measurement, saved recording by recording, so that a kill loses only the one in hand. */
export interface Journal {
  /** Recordings already done, by file. */
  readonly done: ReadonlyMap<string, Outcome>;
  append(file: string, outcome: Outcome): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the journal at `file`, with what an earlier, interrupted run under the same key left in it.
 * One of another key (other data or settings) is started anew. A last line cut off in writing is dropped.
 */
export async function openJournal(file: string, key: string): Promise<Journal> {
  const done = new Map<string, Outcome>();
  const head = JSON.stringify({ key });
  const lines = await wholeLines(file);
  const continues = lines[0] === head;
  if (continues) for (const line of lines.slice(1)) done.set(...decode(line));
  await fs.mkdir(path.dirname(file), { recursive: true });
  // Rewritten rather than appended to, so that nothing follows a torn line.
  const fresh = `${file}.tmp`;
  await fs.writeFile(fresh, [head, ...(continues ? lines.slice(1) : [])].map((line) => `${line}\n`).join(''));
  await fs.rename(fresh, file);
  const handle = await fs.open(file, 'a');
  return {
    done,
    async append(name, outcome) {
      await handle.appendFile(`${encode(name, outcome)}\n`);
    },
    close: () => handle.close(),
  };
}

/** A journal of a measurement too short to be worth saving: nothing is done yet, and nothing is kept. */
export function noJournal(): Journal {
  const nothing = () => Promise.resolve();
  return { done: new Map(), append: nothing, close: nothing };
}

/** Removes a journal whose results are safe in an artifact. */
export async function removeJournal(file: string): Promise<void> {
  await fs.rm(file, { force: true });
}

async function wholeLines(file: string): Promise<string[]> {
  let size: number;
  try {
    size = (await fs.stat(file)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  const lines: string[] = [];
  let read = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    read += Buffer.byteLength(line) + 1;
    if (read <= size) lines.push(line); // a last line without its line break was cut off
  }
  return lines;
}

function encode(file: string, outcome: Outcome): string {
  if (outcome.kind === 'unreadable') return JSON.stringify({ file, reason: outcome.reason });
  const { buffer, byteOffset, byteLength } = outcome.rows;
  const rows = Buffer.from(buffer, byteOffset, byteLength).toString('base64');
  return JSON.stringify({ file, rows, notes: outcome.notes });
}

function decode(line: string): [string, Outcome] {
  const entry = JSON.parse(line) as {
    file: string;
    rows?: string;
    notes?: string[];
    reason?: string;
  };
  if (entry.rows === undefined) return [entry.file, { kind: 'unreadable', reason: entry.reason ?? '' }];
  const bytes = Buffer.from(entry.rows, 'base64');
  const rows = new Float64Array(bytes.length / 8);
  for (let i = 0; i < rows.length; i++) rows[i] = bytes.readDoubleLE(8 * i);
  return [entry.file, { kind: 'rows', rows, notes: entry.notes ?? [] }];
}
