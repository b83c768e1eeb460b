// Buffers the output of cells: joins short texts to few messages and limits their length, since a front end takes some
// milliseconds for every message and keeps every line in its page.
const FLUSH_MS = 50;
const CHARACTERS = 65536;
/** Lines and characters of a cell's output that are shown from its beginning, and lines from its end. */
const FIRST = { lines: 5000, characters: 1e6 };
const LAST_LINES = 100;

/**
 * @param write sends a text: (stream, text)
 * @returns `print(stream, text)`; `flush`, to be called before anything else is sent; `end`, when the cell is over
 */
function createOutput(write) {
  let stream;
  let waiting = '';
  let lineOver = true;
  let timer;
  let flushed = performance.now();
  const left = { ...FIRST };
  let cut; // once the beginning is shown: { lines, last }

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    flushed = performance.now();
    if (waiting === '') return;
    const text = waiting;
    waiting = '';
    write(stream, text);
  };
  const pass = (name, text) => {
    if (text === '') return;
    if (name !== stream) flush();
    stream = name;
    lineOver = text.endsWith('\n');
    waiting += text;
    // A loop that computes lets no timer run.
    if (waiting.length > CHARACTERS || performance.now() - flushed > FLUSH_MS) flush();
    else timer ??= setTimeout(flush, FLUSH_MS);
  };

  /** The part of a text that still belongs to the beginning. */
  function beginning(text) {
    if (text.length > left.characters) return text.slice(0, left.characters);
    let end = 0;
    for (let lines = left.lines; lines > 0; lines--) {
      const next = text.indexOf('\n', end);
      if (next < 0) return text;
      end = next + 1;
    }
    return text.slice(0, end);
  }

  return {
    flush,
    print(name, text) {
      let rest = text;
      if (cut === undefined) {
        const shown = beginning(text);
        left.characters -= shown.length;
        left.lines -= shown.split('\n').length - 1;
        pass(name, shown);
        rest = text.slice(shown.length);
        if (rest !== '') cut = { lines: 0, last: '' };
      }
      if (rest === '') return;
      cut.last += rest;
      if (cut.last.length > 4 * CHARACTERS) cut = shorten(cut);
    },
    /** Shows the end of a flood; what is printed later counts anew. */
    end() {
      if (cut !== undefined) {
        const { lines, last } = shorten(cut);
        pass(
          stream,
          `${lineOver ? '' : '\n'}[${lines} lines left out: of what a cell prints its first ${FIRST.lines} lines and last ${LAST_LINES} are shown]\n${last}`,
        );
      }
      cut = undefined;
      Object.assign(left, FIRST);
      flush();
    },
  };
}

/** Keeps the last lines, and counts the others. */
function shorten({ lines, last }) {
  const parts = last.split('\n');
  const gone = Math.max(0, parts.length - 1 - LAST_LINES);
  return {
    lines: lines + gone,
    last: parts
      .slice(gone)
      .join('\n')
      .slice(-FIRST.characters / 4),
  };
}

module.exports = { createOutput };
