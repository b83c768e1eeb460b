import { randomUUID } from 'node:crypto';
import { displayWriter, escapeHtml, type DisplayWriter } from './display';
import { progressText, type ProgressState } from './progress';

export const PROGRESS_MIME = 'application/vnd.saa.progress+json';

/** Draws the bars that are open together, the outermost first. */
type Draw = (bars: readonly ProgressState[]) => void;

/** Bars that are open together; they share one place, and the outermost leaves its line there. */
interface Group {
  readonly draw: Draw;
  /** Their states by bar; the outermost, which came first, stays until all have ended. */
  readonly bars: Map<object, ProgressState>;
}

/** Open bars by place: the writer of a notebook's cell, or standard error. */
const groups = new Map<object, Group>();

/** Opens a bar in the cell that runs, or on standard error where there is none; what it returns shows a state of it. */
export function openBar(): (state: ProgressState) => void {
  const writer = displayWriter();
  const place = writer ?? process.stderr;
  const bar = {};
  return (state) => {
    const group: Group = groups.get(place) ?? {
      draw: writer ? inCell(writer) : process.stderr.isTTY ? inTerminal : inLog(),
      bars: new Map(),
    };
    groups.set(place, group.bars.set(bar, state) && group);
    const [outermost] = group.bars.keys();
    if (state.state !== 'running' && bar !== outermost) group.bars.delete(bar);
    const bars = [...group.bars.values()];
    if (bars.length === 1 && bars[0].state !== 'running') groups.delete(place);
    group.draw(bars);
  };
}

/** One output, redrawn. */
function inCell(write: DisplayWriter): Draw {
  const id = randomUUID();
  let shown = false;
  return (bars) => {
    const text = bars.map(progressText).join('\n');
    const html = `<div style="font-family: monospace; white-space: pre">${escapeHtml(text)}</div>`;
    const data = { 'text/html': html, 'text/plain': text, [PROGRESS_MIME]: bars[0] };
    write({ data, metadata: {}, transient: { display_id: id } }, shown);
    shown = true;
  };
}

/** One line, redrawn; one longer than the terminal would wrap, and \r could not take it back. */
function inTerminal(bars: readonly ProgressState[]): void {
  const line = bars
    .map(progressText)
    .join(' | ')
    .slice(0, process.stderr.columns - 1);
  const over = bars.length === 1 && bars[0].state !== 'running';
  process.stderr.write(`\r\u001b[K${line}${over ? '\n' : ''}`);
}

/** Lines of the outermost bar: at the start, at every tenth, and at the end. */
function inLog(): Draw {
  let written: number | undefined; // tenths
  let over = false;
  return ([bar]) => {
    const { label, done, total, state } = bar;
    const tenth = total ? Math.floor((10 * done) / total) : 0;
    if (over || (state === 'running' && (tenth === written || done === total))) return;
    over = state !== 'running';
    const first = written === undefined && state === 'running';
    const start = total === null ? label : `${label}: ${total - done} to do`;
    process.stderr.write(`${first ? start : progressText(bar)}\n`);
    written = tenth;
  };
}
