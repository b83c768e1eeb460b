import { literal } from './say';

/** Something that was not used, and why. */
interface LeftOut {
  readonly kind: string;
  readonly file: string;
  readonly line?: number;
  readonly reason: string;
}

/** Something that was used, but guessed, repaired, or doubtful. */
interface Remark {
  readonly file: string;
  readonly reason: string;
}

/** Cases of a kind that are named. */
const named = 5;

/** A Markdown list: each kind of what was left out with its first cases, then what was said of files that were read. */
export function leftOutText(leftOut: readonly LeftOut[], remarks: readonly Remark[]): string {
  const kinds = grouped(leftOut, ({ kind }) => kind).map(([kind, cases]) => {
    const some = cases.map(({ file, line, reason }) => {
      const place = line === undefined ? `\`${file}\`` : `\`${file}\`, line ${line}`;
      return `${place}: ${literal(reason)}`;
    });
    return `- ${cases.length} × ${kind}. ${firstOf(some, '; ')}`;
  });
  const byFile = grouped(remarks, ({ file }) => file).map(([file, own]) => ({
    file: `\`${file}\``,
    said: [...new Set(own.map(({ reason }) => literal(reason)))].join('; '),
  }));
  const read = grouped(byFile, ({ said }) => said).map(([said, own]) => {
    const files = own.map(({ file }) => file);
    return `- ${own.length === 1 ? files[0] : `${own.length} files (${firstOf(files, ', ')})`} read all the same: ${said}`;
  });
  return [...kinds, ...read].join('\n');
}

function firstOf(texts: readonly string[], between: string): string {
  const rest = texts.length - named;
  return texts.slice(0, named).join(between) + (rest > 0 ? `${between}and ${rest} more` : '');
}

/** In order of first appearance. */
function grouped<T>(all: readonly T[], keyOf: (one: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return [...groups];
}
