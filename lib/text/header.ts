/**
 * Key of a column name for comparison: lower case, without brackets and their content, only letters and digits.
 * `Participant ID`, `participant_id` and `/Participant-id (text)` are all `participantid`.
 */
export function headerKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]|\{[^}]*\}/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}

/** The scale in brackets in a column name, as in `Score (1-7)` or `score [0 to 100]`; undefined without one. */
export function declaredScale(name: string): { low: number; high: number } | undefined {
  const number = '(-?\\d+(?:[.,]\\d+)?)';
  const match = new RegExp(`[([{]\\s*${number}\\s*(?:-|to|\\.\\.+|:|/)\\s*${number}\\s*[)\\]}]`, 'u').exec(
    name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[‐-―−]/gu, '-'),
  );
  if (match === null) return undefined;
  const [low, high] = [match[1], match[2]].map((text) => Number(text.replace(',', '.')));
  return low < high ? { low, high } : undefined;
}
