/** A bar on standard error: redrawn in a terminal, a line per tenth elsewhere. */
export function terminalBar(label: string): (done: number, total: number) => void {
  const began = performance.now();
  let tenth = -1;
  let first: number | undefined;
  return (done, total) => {
    first ??= done;
    const share = total === 0 ? 1 : done / total;
    const seconds = (performance.now() - began) / 1000;
    const left =
      done > first && share < 1 ? `, ${Math.ceil((seconds * (total - done)) / (done - first))} s left` : '';
    const text = `${label} ${'█'.repeat(Math.round(20 * share)).padEnd(20, '░')} ${done}/${total}${left}`;
    if (process.stderr.isTTY) process.stderr.write(`\r${text.padEnd(78)}${share === 1 ? '\n' : ''}`);
    else if (Math.floor(10 * share) > tenth) {
      tenth = Math.floor(10 * share);
      process.stderr.write(`${text}\n`);
    }
  };
}
