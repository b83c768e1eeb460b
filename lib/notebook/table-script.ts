/**
 * Makes the header cells of every table on the page that has none yet into buttons that sort its rows. Runs in the
 * reader's browser, so it is plain JavaScript; where scripts do not run the table stays as it is.
 */
export const TABLE_SCRIPT = `(() => {
  for (const root of document.querySelectorAll('.saa-table:not([data-live])')) {
    root.setAttribute('data-live', '');
    const body = root.querySelector('tbody');
    const heads = [...root.querySelectorAll('thead th')];
    const key = (row, column) => {
      const text = row.cells[column].textContent;
      if (text === '–') return null;
      if (!heads[column].classList.contains('right')) return text;
      return parseFloat(text.replace('<', '').replace(/−/g, '-').replace('∞', 'Infinity'));
    };
    const compare = (a, b) => (typeof a === 'number' ? a - b : a.localeCompare(b));
    heads.forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = head.textContent;
      button.title = 'sort by this column';
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        const down = head.getAttribute('aria-sort') === 'ascending';
        for (const other of heads) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        const rows = [...body.rows].map((row) => ({ row, value: key(row, column) }));
        const known = rows.filter(({ value }) => value !== null);
        known.sort((a, b) => (down ? compare(b.value, a.value) : compare(a.value, b.value)));
        const missing = rows.filter(({ value }) => value === null);
        body.append(...[...known, ...missing].map(({ row }) => row));
      });
    });
  }
})();`;
