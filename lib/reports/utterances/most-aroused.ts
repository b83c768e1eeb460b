import { selectChannel } from '../../audio/signal';
import { readRecording } from '../../audio/recording';
import type { CorpusUtterance } from '../../corpora/registry';
import type { Sound } from '../../notebook/player';
import { reportOf, type Part, type Report } from '../../notebook/report';
import { utteranceParts } from '../../notebook/utterance-player';
import { emotionName } from '../../plots/emotions';
import { decimals } from '../../plots/words';
import { InsufficientData } from '../../stats/insufficient-data';
import type { PreparedUtterances } from '../../study/utterances/utterances';
import type { Study } from '../study';

/** An utterance with its player. */
export interface HeardUtterance extends Report {
  /** null where no utterance that could be measured is rated. */
  readonly utterance: CorpusUtterance | null;
}

/**
 * The measured utterance that was rated most aroused, the first of several: waveform, spectrogram with pitch and formants.
 *
 * @param sound what of the recording is put into the notebook
 * @throws Error when its recording cannot be read any more
 */
export async function mostAroused(
  study: Study,
  { corpus, features }: PreparedUtterances,
  sound: Sound,
): Promise<HeardUtterance> {
  const measured = new Set(features.table.segments.map(({ id }) => id));
  const rated = corpus.utterances.filter(({ id, arousal }) => measured.has(id) && Number.isFinite(arousal));
  const parts: Part[] = [];
  const utterance = await study.run(
    'one utterance, to be seen and heard',
    async () => {
      if (rated.length === 0)
        throw new InsufficientData('no utterance that could be measured is rated for arousal');
      const most = rated.reduce((best, one) => (one.arousal > best.arousal ? one : best));
      parts.push(await player(study.places.data, most, sound));
      return most;
    },
    parts,
  );
  return { ...reportOf(parts, { shown: { utterance: utterance?.id ?? null } }), utterance };
}

async function player(folder: string, utterance: CorpusUtterance, sound: Sound): Promise<Part> {
  const { id, segment, transcript, emotion, valence, arousal } = utterance;
  const { file, start, end } = segment;
  const recording = selectChannel(await readRecording(`${folder}/${file}`, { start, end }), 'left');
  return utteranceParts(recording, {
    title: id,
    transcript,
    note: `${emotionName(emotion)}, valence ${decimals(valence, 1)}, arousal ${decimals(arousal, 1)}`,
    sound,
  });
}
