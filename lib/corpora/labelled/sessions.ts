/** The speaker and the session of an utterance as its table names them; empty where it does not. */
export interface Voice {
  readonly speaker: string;
  readonly session: string;
}

/** The number of the session of each utterance, and what had to be decided. */
export interface Sessions {
  readonly numbers: readonly number[];
  readonly remarks: readonly string[];
}

/** Number of sessions into which many speakers are put together. */
const MANY = 12;
/** Largest number of a session. */
const LARGEST = 99;

const natural = new Intl.Collator('en', { numeric: true });

/**
 * Numbers the sessions of a corpus, from 1. A split keeps a session together, so that a voice must not be in two of them.
 *
 * Sessions are those of the table. Where it names none, or a speaker is in two, each speaker is a session; more than 12 speakers
 * are put together in 12 of about equally many utterances. Where it names neither, the corpus is one session.
 */
export function numberSessions(voices: readonly Voice[]): Sessions {
  const named = voices.every(({ session }) => session !== '');
  const spoken = voices.every(({ speaker }) => speaker !== '');
  if (!named && !spoken) {
    const reason =
      'no column speaker or session: nobody knows which utterances are of one voice, so all of them count as one speaker and ' +
      'one session, and a split keeps them together; add a column speaker to test on voices that the model has not heard';
    return { numbers: voices.map(() => 1), remarks: [reason] };
  }
  if (!named) return bySpeaker(voices, ['no column session']);
  const moved = spoken ? speakerInTwo(voices) : undefined;
  if (moved !== undefined) {
    const { speaker, sessions } = moved;
    return bySpeaker(voices, [`speaker ${speaker} is in the sessions ${sessions.join(' and ')}`]);
  }
  const remarks = spoken
    ? []
    : ['no column speaker: all utterances of a session count as one speaker, so intervals resample sessions'];
  return together(
    voices.map(({ session }) => session),
    LARGEST,
    remarks,
    'sessions',
  );
}

function bySpeaker(voices: readonly Voice[], [why]: readonly string[]): Sessions {
  return together(
    voices.map(({ speaker }) => speaker),
    MANY,
    [`${why}: each speaker counts as a session, so that a split keeps a voice on one side`],
    'speakers',
  );
}

/** Numbers groups in the order of their names; more than `most` of them are put together in 12. */
function together(
  names: readonly string[],
  most: number,
  remarks: readonly string[],
  what: string,
): Sessions {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const sorted = [...counts.keys()].sort((a, b) => natural.compare(a, b) || (a < b ? -1 : 1));
  if (sorted.length <= most) {
    const place = new Map(sorted.map((name, i) => [name, i + 1]));
    return { numbers: names.map((name) => place.get(name) ?? NaN), remarks };
  }
  // The largest group left goes to the session with the fewest utterances.
  const sizes = new Array<number>(MANY).fill(0);
  const place = new Map<string, number>();
  for (const name of sorted.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))) {
    const smallest = sizes.indexOf(Math.min(...sizes));
    sizes[smallest] += counts.get(name) ?? 0;
    place.set(name, smallest + 1);
  }
  return {
    numbers: names.map((name) => place.get(name) ?? NaN),
    remarks: [...remarks, `its ${counts.size} ${what} are put together in ${MANY} sessions of whole ${what}`],
  };
}

function speakerInTwo(voices: readonly Voice[]): { speaker: string; sessions: string[] } | undefined {
  const first = new Map<string, string>();
  for (const { speaker, session } of voices) {
    const before = first.get(speaker) ?? session;
    if (before !== session) return { speaker, sessions: [before, session] };
    first.set(speaker, session);
  }
  return undefined;
}
