/** The consecutive frames that hold: from the first frame of each run to the one after its last. */
export function runs(count: number, holds: (frame: number) => boolean): [number, number][] {
  const found: [number, number][] = [];
  for (let n = 0; n < count; n++) {
    if (!holds(n)) continue;
    const first = n;
    while (n + 1 < count && holds(n + 1)) n++;
    found.push([first, n + 1]);
  }
  return found;
}
