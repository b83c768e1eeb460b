/** Lowest and highest pitch of an analysis, Hz. */
export interface PitchRange {
  readonly floor: number;
  readonly ceiling: number;
}

/** Praat's standard settings, which fit most men, women and children. */
export const standardRange: PitchRange = { floor: 75, ceiling: 600 };

/**
 * Checks a pitch range and returns it.
 *
 * @throws RangeError unless 10 <= floor < ceiling <= 10,000 Hz
 */
export function checkedRange({ floor, ceiling }: PitchRange): PitchRange {
  if (floor >= 10 && ceiling > floor && ceiling <= 10_000) return { floor, ceiling };
  throw new RangeError(
    `pitch floor ${floor} Hz and ceiling ${ceiling} Hz; give a floor of at least 10 Hz below a ceiling of at most 10,000 Hz`,
  );
}

/** Whether a range is the standard one. */
export function isStandard({ floor, ceiling }: PitchRange): boolean {
  return floor === standardRange.floor && ceiling === standardRange.ceiling;
}
