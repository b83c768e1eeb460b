// A button that unfolds all code and folds it again; where scripts do not run, each piece unfolds on its own.
(() => {
  const pieces = [...document.querySelectorAll('details.saa-code')];
  const nav = document.querySelector('.saa-contents');
  if (pieces.length === 0 || nav === null) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'saa-code-all';
  const label = () => {
    button.textContent = pieces.every((piece) => piece.open) ? 'Hide all code' : 'Show all code';
  };
  button.addEventListener('click', () => {
    const open = !pieces.every((piece) => piece.open);
    for (const piece of pieces) piece.open = open;
  });
  for (const piece of pieces) piece.addEventListener('toggle', label);
  label();
  nav.append(button);
})();

// Sets a table that is wider than the page in smaller letters, where those let it fit; a still wider one keeps its letters and
// scrolls, as all do where scripts do not run.
(() => {
  const usual = 13;
  const smaller = [12, 11, 10];
  const set = (table, size) => {
    table.classList.toggle('saa-small', size < usual);
    table.style.setProperty('--saa-size', `${size}px`);
    return table.scrollWidth <= table.clientWidth;
  };
  const fit = () => {
    for (const table of document.querySelectorAll('.saa-table'))
      if (![usual, ...smaller].some((size) => set(table, size))) set(table, usual);
  };
  document.defaultView.addEventListener('load', fit);
  document.defaultView.addEventListener('resize', fit);
})();
