const unit = { days: 86_400, hours: 3600, minutes: 60 };

/**
 * Seconds of a time in a table: `12.5`, `1:02.5`, `00:01:02.5`, or as pandas writes durations, `0 days 00:00:02.500000`.
 *
 * @returns NaN when the text is not such a time
 */
export function secondsOf(text: string): number {
  const plain = text.trim();
  if (/^\d+(?:[.,]\d+)?$|^[.,]\d+$/.test(plain)) return Number(plain.replace(',', '.'));
  const match = /^(?:(\d+) days?(?: |$))?(?:(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:[.,]\d+)?))?$/.exec(plain);
  if (match === null || plain === '') return NaN;
  const [days, hours, minutes, seconds] = match
    .slice(1)
    .map((part: string | undefined) => Number((part ?? '0').replace(',', '.')));
  if (seconds >= 60 || (match[2] !== undefined && minutes >= 60)) return NaN;
  return days * unit.days + hours * unit.hours + minutes * unit.minutes + seconds;
}
