// npm run bench:full-corpus -- --from FOLDER --to FOLDER [--utterances 10039] [--rate 16000]: a corpus laid out as IEMOCAP
// is, as large as wanted, from the recordings of a smaller one in FOLDER/IEMOCAP_full_release: each is used again and again,
// faster or slower (voice and tempo change), louder or softer, in a little noise, and longer by a repeated piece. Voices,
// sessions and sexes stay apart as they are. Five sessions of 10,039 utterances last 12 hours.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { addNoise, amplify } from '../lib/audio/degrade';
import { readRecording } from '../lib/audio/recording';
import { resample } from '../lib/audio/resample';
import { selectChannel, type Signal } from '../lib/audio/signal';
import { encodeWav } from '../lib/audio/wav';
import { readIemocap, type IemocapUtterance } from '../lib/corpora/iemocap';
import { random, type Random } from '../lib/stats/random';
import { numberOption, textOption } from './options';

/** Dialogs of a session, one after the other with each actor's recordings, as often as in IEMOCAP. */
const dialogs = [
  ...['impro01', 'impro02', 'impro03', 'impro04', 'impro05', 'impro06', 'impro07', 'impro08'],
  ...['script01_1', 'script01_2', 'script01_3', 'script02_1', 'script02_2', 'script03_1', 'script03_2'],
];
const meanLength = 4.3; // s, as in IEMOCAP

/** A variant of a recording: another voice, level and length, in a little noise. */
function variant({ samples, sampleRate }: Signal, rate: number, generator: Random): Signal {
  const speed = generator.uniform(0.85, 1.18);
  const changed = resample({ samples, sampleRate: Math.round(sampleRate * speed) }, rate);
  const longer = Math.max(
    0,
    Math.round(meanLength * generator.uniform(0.6, 1.4) * rate - changed.samples.length),
  );
  const piece = changed.samples.subarray(0, Math.min(longer, changed.samples.length));
  const whole = new Float64Array(changed.samples.length + piece.length);
  whole.set(changed.samples);
  whole.set(piece, changed.samples.length);
  const noise = Float64Array.from({ length: rate }, () => generator.normal());
  return amplify(
    addNoise({ samples: whole, sampleRate: rate }, noise, generator.uniform(25, 45)),
    generator.uniform(-6, 2),
  );
}

/** What three annotators say: each now and then a step away from the source's rating. */
function ratingsOf({ valence, arousal, dominance }: IemocapUtterance, generator: Random): number[][] {
  return Array.from({ length: 3 }, () =>
    [valence, arousal, dominance].map((value) =>
      Math.min(5, Math.max(1, Math.round(value + generator.normal(0, 0.5)))),
    ),
  );
}

async function main(): Promise<void> {
  const [from, to] = [textOption('from'), textOption('to')];
  const count = numberOption('utterances', 10_039);
  const rate = numberOption('rate', 16_000);
  const generator = random(1);
  const { utterances } = await readIemocap(from);
  const pool = new Map<string, { readonly signal: Signal; readonly source: IemocapUtterance }[]>();
  for (const source of utterances) {
    const signal = selectChannel(await readRecording(path.join(from, source.segment.file)), 'left');
    const known = pool.get(source.speaker);
    if (known === undefined) pool.set(source.speaker, [{ signal, source }]);
    else known.push({ signal, source });
  }
  const sessions = [...new Set(utterances.map(({ session }) => session))];
  const perDialog = count / (sessions.length * dialogs.length * 2);
  let made = 0;
  let planned = 0;
  let seconds = 0;
  for (const session of sessions) {
    for (const dialog of dialogs.flatMap((name) => [`F_${name}`, `M_${name}`])) {
      const name = `Ses0${session}${dialog}`;
      const root = path.join(to, 'IEMOCAP_full_release', `Session${session}`);
      const recordings = path.join(root, 'sentences', 'wav', name);
      mkdirSync(recordings, { recursive: true });
      for (const folder of ['EmoEvaluation', 'transcriptions'])
        mkdirSync(path.join(root, 'dialog', folder), { recursive: true });
      const labels = ['% [START_TIME - END_TIME] TURN_NAME EMOTION [V, A, D]', ''];
      const words: string[] = [];
      planned += perDialog;
      let clock = 1;
      for (let turn = 0; made < Math.round(planned); turn++, made++) {
        const sex = turn % 2 === 0 ? 'F' : 'M';
        const own = pool.get(`Ses0${session}${sex}`) ?? pool.get(`Ses0${session}${sex === 'F' ? 'M' : 'F'}`);
        const { signal, source } = generator.choice(own ?? []);
        const id = `${name}_${sex}${String(Math.floor(turn / 2)).padStart(3, '0')}`;
        const file = path.join(recordings, `${id}.wav`);
        const made = variant(signal, rate, generator);
        const length = made.samples.length / rate;
        if (!existsSync(file)) writeFileSync(file, encodeWav([made.samples], rate, 16));
        const ratings = ratingsOf(source, generator);
        const means = [0, 1, 2].map((k) => ratings.reduce((sum, one) => sum + one[k], 0) / 3);
        const times = `[${clock.toFixed(4)} - ${(clock + length).toFixed(4)}]`;
        labels.push(
          `${times}\t${id}\t${source.emotion}\t[${means.map((value) => value.toFixed(4)).join(', ')}]`,
          ...source.annotations.map(
            ({ annotator, categories }) =>
              `C-${annotator}:\t${categories.map((one) => `${one};`).join(' ')}\t()`,
          ),
          ...ratings.map(([v, a, d], k) => `A-E${k + 2}:\tval ${v}; act ${a}; dom  ${d};\t()`),
          '',
        );
        words.push(`${id} [${clock.toFixed(4)}-${(clock + length).toFixed(4)}]: ${source.transcript}`);
        clock += length + 0.5;
        seconds += length;
      }
      writeFileSync(path.join(root, 'dialog', 'EmoEvaluation', `${name}.txt`), `${labels.join('\n')}\n`);
      writeFileSync(path.join(root, 'dialog', 'transcriptions', `${name}.txt`), `${words.join('\n')}\n`);
    }
  }
  console.log(`${made} utterances, ${(seconds / 3600).toFixed(1)} h, in ${to}`);
}

void main();
