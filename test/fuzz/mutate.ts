import fc from 'fast-check';

/** One change of a byte string: where (as a share of its length), and what happens there. */
interface Change {
  readonly at: number;
  readonly kind: 'set' | 'cut' | 'insert' | 'repeat' | 'number';
  readonly bytes: Uint8Array;
  readonly length: number;
}

/** Numbers that sizes, counts and offsets go wrong at. */
const telling = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff];

/** From 0 to 1, evenly: half of the doubles there are lie below 1e-150. */
const share = fc.integer({ min: 0, max: 10_000 }).map((part) => part / 10_000);

const change: fc.Arbitrary<Change> = fc.record({
  at: share,
  kind: fc.constantFrom('set', 'cut', 'insert', 'repeat', 'number'),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 12 }),
    fc.constantFrom(...telling).map((value) => new Uint8Array(Uint32Array.of(value).buffer)),
  ),
  length: fc.integer({ min: 1, max: 64 }),
});

function changed(bytes: Uint8Array, { at, kind, bytes: given, length }: Change): Uint8Array {
  const position = Math.floor(at * bytes.length);
  const [before, rest] = [bytes.subarray(0, position), bytes.subarray(position)];
  if (kind === 'cut') return Buffer.concat([before, rest.subarray(length)]);
  if (kind === 'insert') return Buffer.concat([before, given, rest]);
  if (kind === 'repeat') return Buffer.concat([before, rest.subarray(0, length), rest]);
  if (kind === 'number') {
    const aligned = position - (position % 4);
    return Buffer.concat([bytes.subarray(0, aligned), given, bytes.subarray(aligned + given.length)]);
  }
  return Buffer.concat([before, given, rest.subarray(given.length)]);
}

/** One of the given byte strings after some changes, cut short now and then; or bytes that were never anything. */
export function mutated(originals: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const damaged = fc
    .tuple(
      fc.constantFrom(...originals),
      fc.array(change, { maxLength: 3 }),
      fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: share }),
    )
    .map(([original, changes, end]) => {
      const whole = changes.reduce(changed, original);
      return end === null ? whole : whole.subarray(0, Math.floor(end * whole.length));
    });
  return fc.oneof(
    { weight: 9, arbitrary: damaged },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  );
}

/** Text made of the given words, damaged likewise: lines of fields between separators, then changed byte by byte. */
export function mutatedText(
  words: readonly string[],
  originals: readonly string[],
): fc.Arbitrary<Uint8Array> {
  const soup = fc
    .array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 8, unit: 'binary' })), {
      maxLength: 60,
    })
    .map((parts) => Buffer.from(parts.join('')));
  const damaged = mutated(originals.map((text) => Buffer.from(text)));
  return fc.oneof({ weight: 2, arbitrary: damaged }, { weight: 1, arbitrary: soup });
}
