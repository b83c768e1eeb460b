import fc from 'fast-check';
import { mutated } from './mutate';
import { chunk, format, latin1 } from '../support/wav';

/** A field that is mostly what it should be. */
const mostly = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 24, arbitrary: usual }, { weight: 1, arbitrary: odd });

const anything = fc.integer({ min: 0, max: 0xffff });

/** Tag and width that go together. */
const kinds = [
  [1, 8],
  [1, 16],
  [1, 24],
  [1, 32],
  [3, 32],
  [3, 64],
  [6, 8],
  [7, 8],
] as const;

/** Chunks that a reader passes over, and some that it does not. */
export const passedOver = ['junk', 'PAD ', 'abcd'] as const;
const described = ['LIST', 'fact', 'bext', 'id3 ', 'cue '] as const;

const otherChunk = (names: fc.Arbitrary<string>): fc.Arbitrary<OtherChunk> =>
  fc.record({
    id: names,
    content: fc.uint8Array({ maxLength: 40 }),
    size: mostly(fc.constant(-1), fc.integer({ min: 0, max: 0xffffffff })),
    padded: mostly(fc.constant(true), fc.constant(false)),
  });

/** A chunk beside those that matter; `size` below 0 is the right one. */
export interface OtherChunk {
  readonly id: string;
  readonly content: Uint8Array;
  readonly size: number;
  readonly padded: boolean;
}

/** What a WAV file is made of; sizes below 0 are the right ones, block align 0 too. */
export interface Recipe {
  readonly container: string;
  readonly riffSize: number;
  readonly kind: { readonly tag: number; readonly bits: number };
  readonly channels: number;
  readonly sampleRate: number;
  readonly blockAlign: number;
  readonly before: readonly OtherChunk[];
  readonly between: readonly OtherChunk[];
  readonly after: readonly OtherChunk[];
  readonly samples: Uint8Array;
  readonly dataSize: number;
  readonly extensible: boolean;
}

/** Recipes of WAV files that are right, nearly right, or far from it in one of many ways. */
export function recipes(names: fc.Arbitrary<string>): fc.Arbitrary<Recipe> {
  const others = fc.array(otherChunk(names), { maxLength: 2 });
  return fc.record({
    container: mostly(fc.constant('RIFF'), fc.constantFrom('RF64', 'BW64', 'RIFX', 'FORM')),
    riffSize: mostly(fc.constant(-1), fc.integer({ min: 0, max: 0xffffffff })),
    kind: mostly(
      fc.constantFrom(...kinds).map(([tag, bits]) => ({ tag, bits })),
      fc.record({
        tag: fc.oneof(fc.constantFrom(0, 2, 17, 85, 0xfffe), anything),
        bits: fc.oneof(fc.constantFrom(1, 12, 20, 16), anything),
      }),
    ),
    channels: mostly(fc.integer({ min: 1, max: 4 }), anything),
    sampleRate: mostly(fc.constantFrom(8000, 16000, 44100, 48000), fc.integer({ min: 0, max: 0x7fffffff })),
    blockAlign: mostly(fc.constant(0), anything),
    before: others,
    between: others,
    after: others,
    samples: mostly(fc.uint8Array({ minLength: 40, maxLength: 120 }), fc.uint8Array({ maxLength: 40 })),
    dataSize: mostly(fc.constant(-1), fc.constantFrom(0, 1, 1e6, 0x7ffff000, 0x80000000, 0xffffffff)),
    extensible: mostly(fc.constant(false), fc.constant(true)),
  });
}

/** The file of a recipe. */
export function bytesOf(recipe: Recipe): Uint8Array {
  const { kind, channels, sampleRate, blockAlign, samples } = recipe;
  const others = (list: readonly OtherChunk[]) =>
    list.map(({ id, content, size, padded }) =>
      chunk(id, content, { size: size < 0 ? content.length : size, padded }),
    );
  const header = format({ ...kind, channels, sampleRate, blockAlign });
  const content = Buffer.concat([
    latin1('WAVE'),
    ...others(recipe.before),
    chunk('fmt ', recipe.extensible ? extended(header, kind.tag) : header),
    ...others(recipe.between),
    chunk('data', samples, { size: recipe.dataSize < 0 ? samples.length : recipe.dataSize }),
    ...others(recipe.after),
  ]);
  return chunk(recipe.container, content, { size: recipe.riffSize < 0 ? content.length : recipe.riffSize });
}

/** WAVE_FORMAT_EXTENSIBLE with the GUID of `tag`. */
function extended(plain: Uint8Array, tag: number): Uint8Array {
  const bytes = new Uint8Array(40);
  bytes.set(plain);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfffe, true);
  view.setUint16(16, 22, true);
  view.setUint16(18, view.getUint16(14, true), true);
  view.setUint32(24, tag, true);
  bytes.set([0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71], 28);
  return bytes;
}

/** Such files, and right ones with bytes changed. */
export function wavBytes(originals: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const names = mostly(fc.constantFrom(...passedOver, ...described), fc.constantFrom('fmt ', 'data', 'ds64'));
  const built = recipes(names).map(bytesOf);
  return fc.oneof({ weight: 2, arbitrary: built }, { weight: 1, arbitrary: mutated(originals) });
}
