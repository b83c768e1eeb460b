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
