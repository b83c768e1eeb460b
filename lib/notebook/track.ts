import { randomUUID } from 'node:crypto';
import { displayWriter, escapeHtml, type DisplayWriter } from './display';
import { cellSignal, throwIfInterrupted } from './interrupt';

/** A bar that is moved by hand, for work that is no list. */
export interface Progress {
  /** Says how much is done; drawn at most four times a second. Returns whether it was drawn. */
  update(done: number): boolean;
  /** Ends the bar; the line that stays says how long it took. */
  done(): void;
  /** Ends the bar before its end; the line that stays says where. */
  stop(): void;
}

/** What a program that runs notebooks needs to show the same bar; sent with every output of a bar. */
export interface ProgressState {
  readonly label: string;
  readonly done: number;
  /** null when the number of steps is not known beforehand. */
  readonly total: number | null;
  readonly seconds: number;
  readonly state: 'running' | 'done' | 'stopped';
}

export const PROGRESS_MIME = 'application/vnd.saa.progress+json';

const REDRAW_MS = 250;
const BAR_WIDTH = 24;

/**
 * Does something with each item in turn, showing how far it is.
 *
 * The event loop gets its turn between steps four times a second, so that the bar is drawn and a notebook's
 * interrupt is noticed even when `body` never waits.
 *
 * @param items a list, a set, or any iterable; without a length the bar shows count and rate alone
 * @returns what `body` returned, in order
 * @throws what `body` throws, and Error when the notebook is interrupted; the line then says where it stopped
 */
export async function track<T, R>(
  label: string,
  items: Iterable<T>,
  body: (item: T, index: number) => R | Promise<R>,
): Promise<R[]> {
  // In a terminal Ctrl-C ends the process as ever; a kernel survives it, so the loop has to look.
  const cell = cellSignal();
  const bar = progress(label, sizeOf(items));
  const results: R[] = [];
  let complete = false;
  try {
    for (const item of items) {
      throwIfInterrupted(`${label}: interrupted after ${results.length} steps`, cell);
      results.push(await body(item, results.length));
      if (bar.update(results.length)) await new Promise((resolve) => setImmediate(resolve));
    }
    complete = true;
  } finally {
    if (complete) bar.done();
    else bar.stop();
  }
  return results;
}

/**
 * A bar with count, rate and time left: one output that is redrawn in a notebook, one line in a terminal,
 * a line at the start and one at the end where neither is (a log file). A bar that is opened while another is open in
 * the same cell is shown below it and leaves no line of its own.
 *
 * @param total number of steps; NaN when it is not known
 */
export function progress(label: string, total: number): Progress {
  const start = performance.now();
  let drawn = start;
  let count = 0;
  const state = (kind: ProgressState['state']): ProgressState => ({
    label,
    done: count,
    total: Number.isFinite(total) ? total : null,
    seconds: Math.round(performance.now() - start) / 1000,
    state: kind,
  });
  const draw = notebookLine(state('running')) ?? terminalLine();
  draw(state('running'));
  return {
    update(done) {
      count = done;
      if (performance.now() - drawn < REDRAW_MS) return false;
      draw(state('running'));
      drawn = performance.now();
      return true;
    },
    done() {
      if (Number.isFinite(total)) count = total;
      draw(state('done'));
    },
    stop() {
      draw(state('stopped'));
    },
  };
}

/** "features  ██████░░░░  300/600  50 %  14.3/s  21 s left"; ended: "features: 600 in 42.1 s (14.3/s)". */
export function progressText({ label, done, total, seconds, state }: ProgressState): string {
  const rate = done > 0 && seconds > 0 ? done / seconds : NaN;
  const speed = Number.isFinite(rate) ? rateText(rate) : '';
  const of = total === null || done === total ? '' : ` of ${total}`;
  if (state === 'done')
    return `${label}: ${done} in ${duration(seconds)}${speed === '' ? '' : ` (${speed})`}`;
  if (state === 'stopped') return `${label}: stopped at ${done}${of} after ${duration(seconds)}`;
  if (total === null) return [label, String(done), speed].filter((part) => part !== '').join('  ');
  const share = total > 0 ? Math.min(1, done / total) : 1;
  const filled = Math.round(share * BAR_WIDTH);
  const left = Number.isFinite(rate) ? `${duration((total - done) / rate)} left` : '';
  return [
    label,
    '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled),
    `${done}/${total}`,
    `${Math.floor(100 * share)} %`,
    speed,
    left,
  ]
    .filter((part) => part !== '')
    .join('  ');
}

type DrawLine = (state: ProgressState) => void;

/** Bars of one cell that are open together; they share one output, and the outermost leaves its line there. */
interface Group {
  readonly id: string;
  readonly outermost: { state: ProgressState };
  readonly open: { state: ProgressState }[];
  shown: boolean;
}

const groups = new Map<DisplayWriter, Group>();

function notebookLine(first: ProgressState): DrawLine | undefined {
  const write = displayWriter();
  if (write === undefined) return undefined;
  const mine = { state: first };
  const group = groups.get(write) ?? { id: randomUUID(), outermost: mine, open: [], shown: false };
  groups.set(write, group);
  group.open.push(mine);
  return (state) => {
    mine.state = state;
    if (state.state !== 'running') group.open.splice(group.open.indexOf(mine), 1);
    if (group.open.length === 0) groups.delete(write);
    const { outermost } = group;
    const lines = [outermost, ...group.open.filter((bar) => bar !== outermost)];
    const text = lines.map((bar) => progressText(bar.state)).join('\n');
    const html = `<div style="font-family: monospace; white-space: pre">${escapeHtml(text)}</div>`;
    const data = { 'text/html': html, 'text/plain': text, [PROGRESS_MIME]: outermost.state };
    write({ data, metadata: {}, transient: { display_id: group.id } }, group.shown);
    group.shown = true;
  };
}

/** Bars now open in the terminal, outermost first; they share its last line. */
const open: { text: string }[] = [];

function terminalLine(): DrawLine {
  const { stderr } = process;
  const mine = { text: '' };
  const outermost = open.length === 0;
  let started = false;
  open.push(mine);
  return (state) => {
    mine.text = progressText(state);
    const ended = state.state !== 'running';
    if (ended) open.splice(open.indexOf(mine), 1);
    if (!stderr.isTTY) {
      // A log keeps a line at the start and one at the end, of the outermost bar.
      if (outermost && ended) stderr.write(`${mine.text}\n`);
      else if (outermost && !started)
        stderr.write(`${state.label}${state.total === null ? '' : `: ${state.total} to do`}\n`);
      started = true;
      return;
    }
    const clear = '\r\u001b[K';
    if (ended && outermost) stderr.write(`${clear}${mine.text}\n`);
    // A line longer than the terminal would wrap, and \r could not take it back.
    stderr.write(
      clear +
        open
          .map(({ text }) => text)
          .join(' | ')
          .slice(0, stderr.columns - 1),
    );
  };
}

function sizeOf(items: Iterable<unknown>): number {
  const { length, size } = items as { length?: unknown; size?: unknown };
  return typeof length === 'number' ? length : typeof size === 'number' ? size : NaN;
}

/** "0.4 s", "42.1 s", "3 min 05 s", "2 h 10 min". */
function duration(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}

function rateText(perSecond: number): string {
  return perSecond >= 1 ? `${Number(perSecond.toPrecision(3))}/s` : `${(1 / perSecond).toFixed(1)} s each`;
}
