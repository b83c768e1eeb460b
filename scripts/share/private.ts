import { hostname, homedir, tmpdir, userInfo } from 'node:os';

/** Something in a text that is not to leave this machine. */
export interface Finding {
  readonly what: string;
  readonly found: string;
  /** Characters before and after it. */
  readonly context: string;
}

export interface PrivacyOptions {
  /** Folders whose absolute paths are looked for beside the usual ones. */
  readonly paths: readonly string[];
  /** Whether embedded sound may be shared: it is synthetic, or was asked for. */
  readonly audio: boolean;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Names that are no person's, or are ordinary words of the field. */
const ordinary = new Set([
  'root',
  'user',
  'admin',
  'node',
  'jovyan',
  'runner',
  'localhost',
  'ubuntu',
  'debian',
]);

/**
 * Absolute paths, the names of user and machine, and sound in a text of a page or a notebook.
 *
 * Pictures and other binary data in base64 are skipped: by chance they hold anything.
 */
export function privateIn(text: string, { paths, audio }: PrivacyOptions): Finding[] {
  const findings: Finding[] = [];
  const look = (what: string, pattern: RegExp, where: string) => {
    for (const match of where.matchAll(pattern)) {
      const context = where.slice(Math.max(0, match.index - 40), match.index + match[0].length + 40);
      findings.push({ what, found: match[0], context: context.replace(/\s+/g, ' ') });
    }
  };
  if (!audio) look('embedded sound', /data:audio\/[\w.+-]+/g, text);
  const words = text.replace(/[A-Za-z0-9+/\\n]{200,}={0,2}/g, '…');
  const known = [...new Set([...paths, homedir(), tmpdir()])].filter((path) => path.length > 1);
  for (const path of known)
    look('absolute path', new RegExp(`(?<![\\w.])${escaped(path)}(?![\\w-])`, 'g'), words);
  look('home folder', /(?:\/home\/|\/Users\/|[A-Z]:\\+Users\\+)[\w.-]+/g, words);
  for (const [what, name] of [
    ['user name', userInfo().username],
    ['machine name', hostname()],
  ]) {
    if (name.length < 3 || ordinary.has(name)) continue;
    look(what, new RegExp(`(?<![\\w-])${escaped(name)}(?![\\w-])`, 'gi'), words);
  }
  return findings;
}
