// Advance widths of the letters from space to ~ in DejaVu Sans and in its bold, hundredths of the size: how wide a text is
// must be known where a figure is made, before there is a page to measure it on.
const REGULAR = [
  32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34,
  34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73,
  68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63,
  63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
];
const BOLD = [
  35, 46, 52, 84, 70, 100, 87, 31, 46, 46, 52, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 40,
  40, 84, 84, 84, 58, 100, 77, 76, 73, 83, 68, 68, 82, 84, 37, 37, 77, 64, 100, 84, 85, 73, 85, 77, 72, 68,
  81, 77, 110, 77, 72, 73, 46, 37, 46, 84, 50, 50, 67, 72, 59, 72, 68, 44, 72, 71, 34, 34, 67, 34, 104, 71,
  69, 72, 72, 49, 60, 48, 71, 65, 92, 65, 65, 58, 71, 37, 71, 84,
];
/** Of any other letter: mathematical signs are this wide; Chinese ones 1, which few lines hold. */
const OTHER = 84;

export interface LineStyle {
  /** Of the letters, px. */
  readonly size: number;
  readonly bold?: boolean;
}

/** How wide a text is in DejaVu Sans, px. */
export function textWidth(text: string, { size, bold = false }: LineStyle): number {
  const widths = bold ? BOLD : REGULAR;
  let hundredths = 0;
  for (const letter of text) hundredths += widths[(letter.codePointAt(0) ?? 0) - 32] ?? OTHER;
  return (hundredths * size) / 100;
}

/**
 * Text broken into lines that fit a width: at spaces and, where a word alone is wider, after `_`, `-` and `/` and before a
 * capital, as the names of columns are built. A word without such a place stays whole.
 *
 * @param width px
 */
export function wrapped(text: string, width: number, style: LineStyle): string[] {
  const lines = [''];
  const add = (piece: string, space: string): void => {
    const longer = `${lines[lines.length - 1]}${space}${piece}`;
    if (lines[lines.length - 1] === '' || textWidth(longer, style) <= width)
      lines[lines.length - 1] += space + piece;
    else lines.push(piece);
  };
  text.split(' ').forEach((word, place) => {
    const pieces =
      textWidth(word, style) <= width ? [word] : word.split(/(?<=[_/-])(?=.)|(?<=[a-z])(?=[A-Z])/);
    pieces.forEach((piece, part) =>
      add(piece, place > 0 && part === 0 && lines[lines.length - 1] !== '' ? ' ' : ''),
    );
  });
  return lines;
}
