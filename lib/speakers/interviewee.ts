import { totalLength } from '../praat/pauses';
import type { Turn } from './stretches';

/** How the interviewee is chosen. */
export type Rule = 'speaks more' | 'named' | 'sounds like the sample';

/**
 * Who of the speakers is the interviewee: the one named, else who speaks more (of equals, who speaks first).
 *
 * @returns no name where nobody speaks
 * @throws RangeError naming the speakers there are
 */
export function interviewee(
  turns: readonly Turn[],
  wanted?: string,
): { name: string | undefined; rule: Rule } {
  const names = [...new Set(turns.map(({ speaker }) => speaker))];
  if (wanted !== undefined) {
    if (names.length === 0 || names.includes(wanted))
      return { name: names.length === 0 ? undefined : wanted, rule: 'named' };
    throw new RangeError(`interviewee ${wanted}: the speakers are ${names.join(' and ')}; name one of them`);
  }
  const seconds = names.map((name) => totalLength(turns.filter(({ speaker }) => speaker === name)));
  return { name: names[seconds.indexOf(Math.max(...seconds))], rule: 'speaks more' };
}
