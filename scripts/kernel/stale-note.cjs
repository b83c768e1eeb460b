// Lists the cells to run again below the cell that changed their inputs, and removes them from the list when they run. It
// never appears when a notebook runs in order.
const { randomBytes } = require('node:crypto');

const escape = (text) => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);

function bundle(id, cells) {
  const lines = cells.map(({ cell, code, changed }) => `[${cell}] ${code}  (reads ${changed.join(', ')})`);
  const head = cells.length === 0 ? '' : 'Their inputs changed; run these cells again:';
  const html =
    cells.length === 0
      ? ''
      : `<div style="font-size: 85%; opacity: .8">${head}<br>${lines.map((line) => `<code>${escape(line)}</code>`).join('<br>')}</div>`;
  const data = { 'text/plain': [head, ...lines].join('\n'), 'text/html': html };
  return { data, metadata: {}, transient: { display_id: id } };
}

/**
 * @param notebook whose cells they are
 * @returns to be called after each cell with what displays below it, and whether further cells wait to be run
 */
function createStaleNote(notebook) {
  let known = new Set();
  let note;
  return (display, isWaiting) => {
    const cells = notebook.stale();
    const isNew = cells.some(({ cell }) => !known.has(cell));
    if (note !== undefined) display(bundle(note, isNew && !isWaiting ? [] : cells), true);
    if (isWaiting) return;
    known = new Set(cells.map(({ cell }) => cell));
    if (isNew) {
      note = randomBytes(8).toString('hex');
      display(bundle(note, cells), false);
    } else if (cells.length === 0) note = undefined;
  };
}

module.exports = { createStaleNote };
