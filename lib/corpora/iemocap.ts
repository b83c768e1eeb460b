import { join } from 'node:path';
import { isMediaFile, recordingKey, withoutEnding } from '../text/names';
import { readPlainText } from '../text/read-table';
import { quoted } from '../text/user-table';
import type { Corpus } from './corpus';
import { parseEvaluation, type LabelledTurn } from './emo-evaluation';
import { byCharacterCode, contentsOf, onDisk, visibleNames } from './folder';
import { hasLabelFile } from './labelled/label-files';
import type { Segment } from './segment';
import type { Skipped } from './skipped';

export { agreement, emotions, type Annotation, type Emotion } from './emo-evaluation';

/** One utterance of IEMOCAP with its labels. */
export interface IemocapUtterance extends LabelledTurn {
  /** Its recording, from start to end. */
  readonly segment: Segment;
  /** Empty where there is no transcript. */
  readonly transcript: string;
}

export interface IemocapCorpus {
  readonly utterances: readonly IemocapUtterance[];
  readonly skipped: readonly Skipped[];
}

/** IEMOCAP; its sessions may lie in a folder of another name. */
export const iemocap: Corpus = {
  name: 'IEMOCAP',
  folder: 'IEMOCAP_full_release',
  scales: 'rated',
  layout: [
    ['Session1 … Session5/sentences/wav/<dialog>/<utterance>.wav'],
    ['Session1 … Session5/dialog/EmoEvaluation/<dialog>.txt'],
    ['Session1 … Session5/dialog/transcriptions/<dialog>.txt'],
  ],
  source: 'licensed by the University of Southern California (https://sail.usc.edu/iemocap/).',
  elsewhere: iemocapFolders,
  scenario: scenarioOfName,
  read: readIemocap,
};

/**
 * The dialog's name without session and sex: `impro04` of Ses01F_impro04_F012, `script01_1` of Ses05M_script01_1b_M003. A
 * letter at the end marks another take or half of the same scene.
 */
function scenarioOfName(id: string): string | undefined {
  return /^Ses\d+[FM]_(.*\d)[a-z]?_[^_]+$/i.exec(id)?.[1].toLowerCase();
}

/** Depth of subfolders of the data folder in which sessions are searched. */
const DEPTH = 3;
const isSession = (name: string): boolean => /^session[ _-]?[1-9]$/i.test(name);

/**
 * Folders with sessions of IEMOCAP (`Session1` with `sentences` or `dialog` in it), relative to the data folder, which may
 * itself be one (''); `IEMOCAP_full_release` comes first.
 */
async function iemocapFolders(dataDir: string): Promise<string[]> {
  const standard = (folder: string) => (/^iemocap_full_release(\/|$)/i.test(folder) ? 0 : 1);
  const found: string[] = [];
  const look = async (folder: string, depth: number): Promise<void> => {
    const names = await visibleNames(join(dataDir, folder));
    if (folder !== '' && standard(folder) > 0 && hasLabelFile(names)) return; // has a table of its own labels
    const inside = (name: string) => (folder === '' ? name : `${folder}/${name}`);
    for (const session of names.filter(isSession)) {
      const parts = await visibleNames(join(dataDir, inside(session)));
      if (!parts.some((part) => /^(sentences|dialog)$/i.test(part))) continue;
      found.push(folder);
      return;
    }
    if (depth === 0) return;
    for (const name of names) if (!/\.\w{1,4}$/.test(name)) await look(inside(name), depth - 1);
  };
  await look('', DEPTH);
  return found.sort((a, b) => standard(a) - standard(b) || byCharacterCode(a, b));
}

/**
 * Reads all labelled utterances of IEMOCAP that have a recording, in order of session, dialog, and time in the dialog.
 *
 * In `SessionN` of the first of `iemocapFolders`, usually `dataDir/IEMOCAP_full_release`, it reads
 * `dialog/EmoEvaluation/<dialog>.txt` and `dialog/transcriptions/<dialog>.txt` and finds `sentences/wav/<dialog>/<utterance>.wav`
 * without opening it. Case does not matter; hidden files do not count. It leaves out labels without recording,
 * recordings without label and malformed lines, and lists them in `skipped`.
 *
 * @throws Error when there are no sessions, or no utterance with recording and label
 *
 * C. Busso et al. (2008), "IEMOCAP: Interactive emotional dyadic motion capture database",
 * Language Resources and Evaluation 42: 335-359.
 */
export async function readIemocap(dataDir: string): Promise<IemocapCorpus> {
  const [root, ...others] = await iemocapFolders(dataDir);
  if (root === undefined) {
    const place = join(dataDir, (await onDisk(dataDir, '', iemocap.folder)) ?? iemocap.folder);
    throw new Error(
      `${place}: no folder Session1 … Session5; put or link the unpacked IEMOCAP there (${await contentsOf(place)})`,
    );
  }
  const utterances: IemocapUtterance[] = [];
  const skipped: Skipped[] = others.map((file) => ({
    kind: 'second folder of IEMOCAP',
    file: file === '' ? '.' : file,
    reason: `${root === '' ? 'the data folder itself' : root} is read`,
  }));
  for (const session of (await visibleNames(join(dataDir, root))).filter(isSession)) {
    const folder = root === '' ? session : `${root}/${session}`;
    utterances.push(...(await readSession(dataDir, folder, Number(session.slice(-1)), skipped)));
  }
  if (utterances.length === 0) {
    const why = skipped.map(({ file, reason }) => `${file}: ${reason}`)[0] ?? 'its folders are empty';
    throw new Error(
      `${join(dataDir, root)}: no utterance with recording and label (${why}); unpack IEMOCAP again`,
    );
  }
  return { utterances, skipped };
}

async function readSession(
  dataDir: string,
  folder: string,
  session: number,
  skipped: Skipped[],
): Promise<IemocapUtterance[]> {
  const below = async (name: string) => (await onDisk(dataDir, folder, name)) ?? `${folder}/${name}`;
  const recordings = await findRecordings(dataDir, await below('sentences/wav'));
  const labelFolder = await below('dialog/EmoEvaluation');
  const transcriptFolder = await below('dialog/transcriptions');
  const labelFiles = (await visibleNames(join(dataDir, labelFolder))).filter((name) => /\.txt$/i.test(name));
  const transcriptFiles = new Set(await visibleNames(join(dataDir, transcriptFolder)));
  if (labelFiles.length === 0) {
    skipped.push({
      kind: 'session without labels',
      file: labelFolder,
      reason: 'no label files (*.txt) there',
    });
  }
  const utterances: IemocapUtterance[] = [];
  const labelled = new Set<string>();
  for (const labelFile of labelFiles) {
    const file = `${labelFolder}/${labelFile}`;
    const labels = parseEvaluation(await readPlainText(join(dataDir, file)), file, session, skipped);
    const transcriptFile = `${transcriptFolder}/${labelFile}`;
    const transcripts = transcriptFiles.has(labelFile)
      ? parseTranscripts(await readPlainText(join(dataDir, transcriptFile)), transcriptFile, skipped)
      : new Map<string, string>();
    for (const { label, line } of labels) {
      const { id } = label;
      const key = recordingKey(id);
      const recording = recordings.get(key);
      if (labelled.has(key)) {
        skipped.push({
          kind: 'second label',
          file,
          line,
          reason: `${id} was labelled before; the first counts`,
        });
      } else if (recording === undefined) {
        skipped.push({
          kind: 'label without recording',
          file,
          line,
          reason: `no ${id}.wav in sentences/wav`,
        });
      } else {
        const transcript = transcripts.get(key);
        if (transcript === undefined) {
          skipped.push({
            kind: 'transcript missing, utterance used',
            file: transcriptFile,
            reason: `none of ${id}`,
          });
        }
        const segment = { id, file: recording, start: 0, end: Infinity };
        utterances.push({ ...label, segment, transcript: transcript ?? '' });
      }
      labelled.add(key);
    }
  }
  for (const [key, file] of recordings) {
    if (labelled.has(key)) continue;
    skipped.push({
      kind: 'recording without label',
      file,
      reason: `${labelFolder} has no usable label of ${withoutEnding(file.slice(file.lastIndexOf('/') + 1))}`,
    });
  }
  return utterances.sort(
    (a, b) => byCharacterCode(a.dialog, b.dialog) || a.start - b.start || byCharacterCode(a.id, b.id),
  );
}

/** Paths of the recordings in the folders below `folder`, by `recordingKey`. */
async function findRecordings(dataDir: string, folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const dialog of await visibleNames(join(dataDir, folder))) {
    for (const name of await visibleNames(join(dataDir, folder, dialog))) {
      const key = recordingKey(name);
      if (isMediaFile(name) && (/\.wav$/i.test(name) || !found.has(key)))
        found.set(key, `${folder}/${dialog}/${name}`);
    }
  }
  return found;
}

/** Transcripts by `recordingKey`, from lines such as `Ses01F_impro01_F000 [006.2901-008.2357]: Excuse me.` */
function parseTranscripts(text: string, file: string, skipped: Skipped[]): Map<string, string> {
  const transcripts = new Map<string, string>();
  text.split('\n').forEach((content, index) => {
    if (content.trim() === '') return;
    const match = /^(Ses\S+)\s*\[[^\]]*\]\s*:?(.*)$/.exec(content.trim());
    if (match !== null) {
      transcripts.set(recordingKey(match[1]), match[2].trim());
      return;
    }
    const reason = `expected name [start-end]: text, found ${quoted(content)}`;
    skipped.push({ kind: 'malformed transcript line', file, line: index + 1, reason });
  });
  return transcripts;
}
