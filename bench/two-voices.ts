/**
 * Share of the time that is wrongly attributed in recordings of two people joined with known turns, for docs/speakers.md:
 * `SAA_SHARED_DATA=DIR npx tsx bench/two-voices.ts`, DIR with `emodb-all/` (EmoDB) and RAVDESS in IEMOCAP's layout. The
 * one track needs the ONNX part.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeWav } from '../lib/audio/wav';
import type { Signal } from '../lib/audio/signal';
import { modelInstalled } from '../lib/onnx/runtime';
import { speechSegments } from '../lib/speakers/segments';
import {
  channelEach,
  converse,
  emodbSpeakers,
  oneTrack,
  ravdessSpeakers,
  wrongShare,
  type Conversation,
} from '../test/support/joined-turns';

/** Speakers on whom no threshold was chosen. */
const women = { emodb: ['13', '14', '16'], ravdess: ['3F', '4F', '5F'] };
const men = { emodb: ['11', '12', '15'], ravdess: ['3M', '4M', '5M'] };
/** Noise, and crosstalk of the other voice where each has a channel, dB. */
const noise = 15;
const crosstalk = [10, 20];

const folder = mkdtempSync(path.join(tmpdir(), 'saa-two-voices-'));
const file = path.join(folder, 'joined.wav');

/** Shares of the time, % : wrong in all, and given to the other speaker. */
async function shares(
  channels: readonly Signal[],
  conversation: Conversation,
  speakers?: 2,
): Promise<{ wrong: number; confused: number; notes: readonly string[] }> {
  writeFileSync(
    file,
    encodeWav(
      channels.map(({ samples }) => samples),
      conversation.sampleRate,
    ),
  );
  const { turns, notes } = await speechSegments(file, speakers === undefined ? {} : { speakers });
  const { wrong, confused } = wrongShare(turns, conversation.truth);
  return { wrong: 100 * wrong, confused: 100 * confused, notes };
}

async function pair(name: string, people: readonly [readonly Signal[], readonly Signal[]]): Promise<void> {
  const conversation = converse(people, { seconds: 180, seed: 7 });
  const found: string[] = [];
  for (const weaker of crosstalk) {
    const { wrong, confused } = await shares(channelEach(conversation, noise, weaker), conversation);
    found.push(`a channel each, ${weaker} dB: ${wrong.toFixed(1)} % (${confused.toFixed(2)} % of the other)`);
  }
  if (modelInstalled('voice-print')) {
    const { wrong, notes } = await shares([oneTrack(conversation, noise)], conversation, 2);
    found.push(`one track: ${wrong.toFixed(1)} %${notes.map((note) => ` (${note})`).join('')}`);
  }
  console.log(`${name}: ${found.join('; ')}`);
}

async function main(): Promise<void> {
  const shared = process.env.SAA_SHARED_DATA ?? '';
  const speakers = { emodb: await emodbSpeakers(shared), ravdess: await ravdessSpeakers(shared) };
  for (const corpus of ['emodb', 'ravdess'] as const) {
    const [f, m] = [women[corpus], men[corpus]];
    const pairs = [
      ...f.flatMap((one) => m.map((other) => ['woman and man', one, other] as const)),
      ...[f, m].flatMap((own) =>
        own.flatMap((one, i) => own.slice(i + 1).map((other) => ['one sex', one, other] as const)),
      ),
    ];
    for (const [kind, one, other] of pairs) {
      const of = (name: string): readonly Signal[] => speakers[corpus].get(name) ?? [];
      await pair(`${corpus}, ${kind}, ${one} and ${other}`, [of(one), of(other)]);
    }
  }
}

void main().finally(() => rmSync(folder, { recursive: true, force: true }));
