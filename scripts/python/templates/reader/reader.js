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

// Sets a table that is wider than the page in letters that let it fit, down to 8 px; where scripts do not run it scrolls.
(() => {
  const sizes = [13, 12, 11, 10, 9, 8];
  const fit = () => {
    for (const table of document.querySelectorAll('.saa-table')) {
      for (const size of sizes) {
        table.classList.toggle('saa-small', size < sizes[0]);
        table.style.setProperty('--saa-size', `${size}px`);
        if (table.scrollWidth <= table.clientWidth) break;
      }
    }
  };
  document.defaultView.addEventListener('load', fit);
  document.defaultView.addEventListener('resize', fit);
})();
