import { join } from 'node:path';
import { recordingKey, withoutEnding } from '../text/names';
import type { Corpus } from './corpus';
import { contentsOf, onDisk } from './folder';
import { nominalPoint } from './nominal';
import { durationOf, findRecordings } from './recordings';
import { cannotBeOpened, type Skipped } from './skipped';
import type { Utterance } from './utterance';

/** The labels in a recording's name in a corpus of acted emotions. */
export interface ActedName {
  readonly session: number;
  readonly speaker: string;
  readonly sex: 'F' | 'M';
  readonly emotion: string;
  readonly intensity: 'normal' | 'strong';
  readonly transcript: string;
}

/**
 * A corpus of acted emotions: every recording is one utterance, and its name holds the labels. Valence, arousal and
 * dominance are nominal (`nominalPoint`).
 *
 * It reads every recording in the folder, of any format, up to six folders deep, in order of the names. It leaves out other names, a second
 * recording of a name and headers that cannot be read, and lists them in `skipped`. It reads the duration of each recording.
 *
 * @param corpus.parseName the labels in a name without its extension, or a text that says why it is not used
 */
export function actedCorpus({
  parseName,
  ...corpus
}: Pick<Corpus, 'name' | 'folder' | 'layout' | 'source' | 'scenario'> & {
  readonly parseName: (name: string) => ActedName | string;
}): Corpus {
  const { name, folder } = corpus;
  return {
    ...corpus,
    scales: 'nominal',
    read: async (dataDir) =>
      readActed(dataDir, (await onDisk(dataDir, '', folder)) ?? folder, name, parseName),
  };
}

async function readActed(
  dataDir: string,
  folder: string,
  corpus: string,
  parseName: (name: string) => ActedName | string,
): ReturnType<Corpus['read']> {
  const utterances: Utterance[] = [];
  const skipped: Skipped[] = [];
  const known = new Set<string>();
  for (const file of await findRecordings(dataDir, folder)) {
    const id = withoutEnding(file.slice(file.lastIndexOf('/') + 1));
    const parsed = parseName(id);
    if (typeof parsed === 'string') {
      skipped.push({ kind: 'recording not used, by its name', file, reason: parsed });
      continue;
    }
    if (known.has(recordingKey(id))) {
      skipped.push({
        kind: 'second recording of a name',
        file,
        reason: `${id} was found before; the first counts`,
      });
      continue;
    }
    known.add(recordingKey(id));
    const seconds = await durationOf(join(dataDir, file));
    if (typeof seconds === 'string') {
      skipped.push({ kind: cannotBeOpened, file, reason: seconds });
      continue;
    }
    const { intensity, ...labels } = parsed;
    utterances.push({
      segment: { id, file, start: 0, end: Infinity },
      id,
      ...labels,
      start: 0,
      end: seconds,
      ...nominalPoint(labels.emotion, intensity),
      agreement: 1, // one category: the one the actor was told to play
      categories: [labels.emotion],
    });
  }
  if (utterances.length === 0) {
    const [first] = skipped;
    const why =
      first === undefined
        ? `no recording there (*.wav, or another format); ${await contentsOf(join(dataDir, folder))}`
        : `${first.file}: ${first.reason}`;
    throw new Error(
      `${join(dataDir, folder)}: no utterance of ${corpus} (${why}); unpack the corpus there again`,
    );
  }
  return { utterances, skipped };
}
