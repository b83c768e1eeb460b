/** The keys of notebook 4's results before and behind those of the ways of scoring interviews. */
const before = ['corpus', 'settings', 'skipped', 'remarks', 'interviews', 'persons', 'medianSplit'];
const behind = [
  'ceiling',
  'ceilings',
  'protocols',
  'comparisons',
  'answer',
  'intervals',
  'outsideTraining',
  'halves',
  'slopes',
  'missingWindows',
  'unpredicted',
  'speech',
  'warnings',
];

/**
 * Notebook 4's results in an order that does not depend on that of the reports: the data, a key for each way of scoring
 * interviews in their own order, then everything else. A way that did not run is null and stands behind `halves`.
 */
export function inResultOrder(results: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const placeOf = (key: string): number => {
    if (before.includes(key)) return before.indexOf(key);
    if (behind.includes(key)) return before.length + 1 + behind.indexOf(key);
    return results[key] === null ? placeOf('halves') + 0.5 : before.length;
  };
  // The sort is stable, so that the ways keep their order.
  return Object.fromEntries(Object.entries(results).sort(([a], [b]) => placeOf(a) - placeOf(b)));
}
