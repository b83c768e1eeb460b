/** Colours of the drawings, as the style sheet has them in light and in dark. */
export interface Theme {
  readonly paper: string;
  readonly ink: string;
  readonly faint: string;
  readonly wave: string;
  readonly pitch: string;
  readonly formants: readonly string[];
  readonly level: string;
  readonly score: string;
  readonly selection: string;
  readonly cursor: string;
}

/** The colours that hold now. */
export function currentTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const named = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    paper: named('paper'),
    ink: named('ink'),
    faint: named('faint'),
    wave: named('wave'),
    pitch: named('pitch'),
    formants: ['f1', 'f2', 'f3'].map(named),
    level: named('level'),
    score: named('score'),
    selection: named('selection'),
    cursor: named('cursor'),
  };
}

/** Red, green and blue of '#rrggbb'. */
export function channelsOf(colour: string): readonly [number, number, number] {
  const value = parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
