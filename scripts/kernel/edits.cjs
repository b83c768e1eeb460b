// Edits a text by position and keeps the line numbers.

function createEdits(text) {
  const edits = [];
  const inOrder = () => edits.sort((a, b) => a.start - b.start);
  return {
    insert: (at, inserted) => edits.push({ start: at, end: at, text: inserted }),
    /** Replaces [start, end) but its line breaks. */
    replace: (start, end, replacement) =>
      edits.push({ start, end, text: replacement + text.slice(start, end).replace(/[^\r\n]/g, '') }),
    /** The changed text; of changes at one place the one made first comes first. */
    apply() {
      let result = '';
      let from = 0;
      for (const edit of inOrder()) {
        result += text.slice(from, edit.start) + edit.text;
        from = edit.end;
      }
      return result + text.slice(from);
    },
    /** Where a place of the changed text was in the text. */
    origin(at) {
      let longer = 0;
      for (const { start, end, text } of inOrder()) {
        if (at < start + longer + text.length) return Math.min(at - longer, start);
        longer += text.length - (end - start);
      }
      return at - longer;
    },
  };
}

module.exports = { createEdits };
