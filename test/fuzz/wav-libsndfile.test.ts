import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeWav } from '../../lib/audio/wav';
import { bytesOf, passedOver, recipes, type OtherChunk, type Recipe } from './wav-bytes';

const venv = join(__dirname, '..', '..', '.venv');
const libraries = existsSync(join(venv, 'lib')) ? readdirSync(join(venv, 'lib')) : [];
const isReady = libraries.some((library) =>
  existsSync(join(venv, 'lib', library, 'site-packages', 'soundfile.py')),
);
const skip = isReady ? false : 'soundfile is not in .venv; `npm test` puts it there';

type Answer =
  | { readonly refused: string }
  | { readonly rate: number; readonly channels: readonly (readonly (number | null)[])[] };

const ends = ({ padded, content, size }: OtherChunk) => (!padded && content.length % 2 === 1) || size >= 0;
const wholeSamples = ({ samples, channels, kind }: Recipe) => samples.length >= (channels * kind.bits) / 8;

/** Where we differ from libsndfile on purpose; the last word says who reads more. */
const exceptions: readonly { readonly why: string; readonly applies: (recipe: Recipe) => boolean }[] = [
  {
    why: 'a chunk without its padding byte, or of a wrong size: we look for the next chunk where writers put it, libsndfile loses its way; we',
    applies: ({ before, between }) => [...before, ...between].some(ends),
  },
  {
    why: 'RF64 without its ds64 chunk, or its successor BW64: the 32-bit sizes are right, and enough; we',
    applies: ({ container }) => container === 'RF64' || container === 'BW64',
  },
  {
    why: 'a data size of 0, which streaming writers leave: we read to the end of the file, libsndfile finds no samples; we',
    applies: ({ dataSize }) => dataSize === 0,
  },
  {
    why: 'more data promised than there are: we refuse a file that lost its end rather than measure the rest; libsndfile',
    applies: ({ dataSize, samples }) => dataSize > samples.length,
  },
  {
    why: 'no whole sample: for us an error, an empty recording for libsndfile; libsndfile',
    applies: (recipe) => !wholeSamples(recipe) || recipe.dataSize === 1,
  },
  {
    why: 'a rate outside 1,000 to 1,000,000 Hz is no recording of speech but damage; libsndfile',
    applies: ({ sampleRate }) => sampleRate < 1000 || sampleRate > 1_000_000,
  },
  {
    why: 'block align, channels and bits that contradict each other: channels and bits decide, but a container with zeros below its samples is taken (20 in 24, 8 in 32); we',
    applies: ({ blockAlign, kind }) => blockAlign !== 0 || kind.bits % 8 !== 0,
  },
  {
    why: 'more than 1,024 channels are no error to us; we',
    applies: ({ channels }) => channels > 1024,
  },
];

const cases = 500;

test(`${cases} made-up files: libsndfile and we read the same samples, or both refuse`, { skip }, () => {
  const drawn = fc.sample(recipes(fc.constantFrom(...passedOver)), { seed: 1, numRuns: cases });
  const input = drawn.map((recipe) => Buffer.from(bytesOf(recipe)).toString('base64')).join('\n');
  const answers = execFileSync(join(venv, 'bin', 'python'), [join(__dirname, 'libsndfile.py')], {
    input: `${input}\n`,
    maxBuffer: 2 ** 28,
  });
  const theirs = answers
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
  assert.equal(theirs.length, cases);

  let compared = 0;
  drawn.forEach((recipe, i) => {
    if (exceptions.some(({ applies }) => applies(recipe))) return;
    const ours = answerOf(recipe);
    if ('refused' in ours || 'refused' in theirs[i]) {
      assert.equal('refused' in ours, 'refused' in theirs[i], `case ${i}: ${JSON.stringify([recipe, ours])}`);
      return;
    }
    assert.deepEqual(ours, theirs[i], `case ${i}`);
    compared++;
  });
  assert.ok(compared > cases / 2, `only ${compared} of ${cases} files were read by both`);
});

function answerOf(recipe: Recipe): Answer {
  try {
    const { channels, sampleRate } = decodeWav(bytesOf(recipe), 'case.wav');
    return {
      rate: sampleRate,
      channels: channels.map((samples) => Array.from(samples, (x) => (Number.isNaN(x) ? null : x))),
    };
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}
