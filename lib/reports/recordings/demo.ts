import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { readLinkedCorpora } from '../../corpora/linked';
import type { CorpusUtterance } from '../../corpora/registry';
import { writeDemoCorpus } from '../../demo/corpus';
import { MARKER_FILE } from '../../demo/marker';
import { bar } from '../../notebook/bar';
import { emotionName } from '../../plots/emotions';
import { artifactsFolder } from '../../tables/project';
import { recordings } from './measure';

/** Speakers among the demo voices. */
const SPEAKERS = 4;

/**
 * Files of synthetic voices to try things on: utterances of a few seconds by four speakers, named `F1-excited-1.wav`
 * (speaker, emotion, number). They are made in `processed-data/demo-voices/` at the first call, which takes some seconds.
 *
 * @param count how many, 12 unless given; the speakers take turns
 *
 * @example
 * const table = await measure(await demoVoices(), 'egemaps');
 */
export async function demoVoices(count = 12): Promise<string[]> {
  const corpus = await demoCorpus();
  const folder = path.join(artifactsFolder(), 'demo-voices');
  mkdirSync(folder, { recursive: true });
  copyFileSync(path.join(corpus, MARKER_FILE), path.join(folder, MARKER_FILE));
  const { utterances } = await readLinkedCorpora(corpus);
  return taken(utterances, count).map(({ name, utterance }) => {
    const file = path.join(folder, `${name}.wav`);
    copyFileSync(path.join(corpus, utterance.segment.file), file);
    return path.relative(process.cwd(), file);
  });
}

/** The first utterances of the first speakers, in turns, each of another emotion as far as there are such. */
function taken(
  utterances: readonly CorpusUtterance[],
  count: number,
): { readonly name: string; readonly utterance: CorpusUtterance }[] {
  const speakers = [...new Set(utterances.map(({ speaker }) => speaker))].sort().slice(0, SPEAKERS);
  const turns = speakers.map((speaker) => {
    const numbers = new Map<string, number>();
    return utterances
      .filter((utterance) => utterance.speaker === speaker && utterance.emotion !== 'xxx')
      .map((utterance) => {
        const number = (numbers.get(utterance.emotion) ?? 0) + 1;
        numbers.set(utterance.emotion, number);
        const { sex, session, emotion } = utterance;
        return { name: `${sex}${session}-${emotionName(emotion)}-${number}`, utterance, number };
      })
      .sort((a, b) => a.number - b.number);
  });
  const most = Math.max(0, ...turns.map(({ length }) => length));
  return Array.from({ length: most }, (_, turn) => turns.flatMap((own) => own.slice(turn, turn + 1)))
    .flat()
    .slice(0, count);
}

/**
 * A file of a synthetic interview of a minute, to try predictions over time on; see `demoVoices`.
 *
 * @example
 * const interview = await open(await demoInterview());
 */
export async function demoInterview(): Promise<string> {
  const [first] = recordings(path.join(await demoCorpus(), 'data_interview'));
  return path.relative(process.cwd(), first);
}

async function demoCorpus(): Promise<string> {
  const folder = path.join(artifactsFolder(), 'demo-corpus');
  await writeDemoCorpus(folder, { seed: 1 }, bar('making the demo corpus'));
  return folder;
}
