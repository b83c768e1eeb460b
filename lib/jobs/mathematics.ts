import { createHash } from 'node:crypto';
import { random } from '../stats/random';

/** Functions whose last bit depends on the engine, but `pow`, which measurements do not use. */
const names =
  'sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp expm1 log log1p log2 log10 cbrt'.split(
    ' ',
  );
const ARGUMENTS = 400;

/** Hash of the results of sines, logarithms and the like to the last bit: equal in engines that compute the same numbers. */
export function mathematics(engine: Math = Math): string {
  const functions = names.map((name) => (x: number) => engine[name as 'sin'](x));
  const generator = random(1);
  const results = new Float64Array(ARGUMENTS * (names.length + 2));
  let n = 0;
  for (let i = 0; i < ARGUMENTS; i++) {
    const size = [1, 10, 1000, 1e6][i % 4];
    const x = generator.uniform(-size, size);
    const y = generator.uniform(-size, size);
    for (const result of [...functions.map((f) => f(x)), engine.atan2(y, x), engine.hypot(x, y)]) {
      results[n++] = Number.isNaN(result) ? NaN : result; // engines differ in the bits of NaN
    }
  }
  return createHash('sha256').update(results).digest('hex').slice(0, 12);
}
