import { hostname, homedir, tmpdir, userInfo } from 'node:os';

/** A private text that must not leave this machine. */
export interface Finding {
  readonly what: string;
  readonly found: string;
  /** Characters before and after it. */
  readonly context: string;
}

export interface PrivacyOptions {
  /** Folders whose absolute paths are private, beside home and temporary folder. */
  readonly paths: readonly string[];
  /** Whether embedded sound may be shared. */
  readonly audio: boolean;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** User and machine names that are not private. */
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
 * Finds absolute paths, the names of user and machine, and sound in the text of a page or a notebook.
 *
 * It skips pictures and other binary data in base64, which contain any text by chance.
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
