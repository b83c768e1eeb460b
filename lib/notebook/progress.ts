/** How far a long step is; sent with every output of a bar, for programs that run notebooks. */
export interface ProgressState {
  readonly label: string;
  readonly done: number;
  /** null when the number of steps is not known beforehand. */
  readonly total: number | null;
  readonly seconds: number;
  /** Steps per second, of those that the bar saw done; null before the first. */
  readonly rate: number | null;
  readonly state: 'running' | 'done' | 'stopped';
}

const BAR_WIDTH = 24;

/** "features  ██████░░░░  300/600  50 %  14.3/s  21 s left"; ended: "features: 600 in 42.1 s (14.3/s)". */
export function progressText({ label, done, total, seconds, rate, state }: ProgressState): string {
  const speed = rate === null ? '' : rateText(rate);
  const of = total === null || done === total ? '' : ` of ${total}`;
  if (state === 'done')
    return `${label}: ${done} in ${duration(seconds)}${speed === '' ? '' : ` (${speed})`}`;
  if (state === 'stopped') return `${label}: stopped at ${done}${of} after ${duration(seconds)}`;
  const parts = [label];
  if (total === null) parts.push(String(done), speed);
  else {
    const share = total > 0 ? Math.min(1, done / total) : 1;
    const filled = Math.round(share * BAR_WIDTH);
    parts.push('█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled), `${done}/${total}`);
    parts.push(`${Math.floor(100 * share)} %`, speed);
    if (rate !== null) parts.push(`${duration((total - done) / rate)} left`);
  }
  return parts.filter((part) => part !== '').join('  ');
}

/** "0.4 s", "42.1 s", "3 min 05 s", "2 h 10 min". */
function duration(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}

function rateText(perSecond: number): string {
  return perSecond >= 1 ? `${Number(perSecond.toPrecision(3))}/s` : `${(1 / perSecond).toFixed(1)} s each`;
}
