/**
 * A column's name as it is compared: in lower case, without what stands in brackets, and only its letters and digits.
 * `Participant ID`, `participant_id` and `/Participant-id (text)` are all `participantid`.
 */
export function headerKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]|\{[^}]*\}/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}

/** The scale that a column's name declares in brackets, as in `Score (1-7)` or `score [0 to 100]`. */
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
