const golden = (3 - Math.sqrt(5)) / 2;
const rounding = Math.sqrt(Number.EPSILON);

/**
 * Place of a maximum of `f` between `a` and `b`, by golden sections and parabolas through the three best places.
 *
 * Where `f` has several maxima it is the one that the first golden section leads to, so a search that is to end on the
 * same one as another program's must take its steps.
 *
 * @param tolerance of the place, above 0; sqrt(machine precision) · |place| is added
 *
 * R. P. Brent (1973), "Algorithms for Minimization without Derivatives", chapter 5.
 */
export function maximumBetween(f: (x: number) => number, a: number, b: number, tolerance: number): number {
  let best = a + golden * (b - a);
  let second = best;
  let third = best;
  let atBest = f(best);
  let atSecond = atBest;
  let atThird = atBest;
  for (let iteration = 0; iteration < 60; iteration++) {
    const middle = (a + b) / 2;
    const enough = rounding * Math.abs(best) + tolerance / 3;
    if (Math.abs(best - middle) + (b - a) / 2 <= 2 * enough) break;
    let step = golden * ((best < middle ? b : a) - best);
    if (Math.abs(best - second) >= enough) {
      // Top of the parabola through the three places: best + p / q.
      const u = (best - second) * (atThird - atBest);
      const v = (best - third) * (atSecond - atBest);
      let p = (best - third) * v - (best - second) * u;
      let q = 2 * (v - u);
      if (q > 0) p = -p;
      else q = -q;
      const inside = p > q * (a - best + 2 * enough) && p < q * (b - best - 2 * enough);
      if (inside && Math.abs(p) < Math.abs(step * q)) step = p / q;
    }
    if (Math.abs(step) < enough) step = step > 0 ? enough : -enough;
    const x = best + step;
    const y = f(x);
    if (y >= atBest) {
      if (x < best) b = best;
      else a = best;
      [third, second, best] = [second, best, x];
      [atThird, atSecond, atBest] = [atSecond, atBest, y];
    } else {
      if (x < best) a = x;
      else b = x;
      if (y >= atSecond || second === best) {
        [third, second] = [second, x];
        [atThird, atSecond] = [atSecond, y];
      } else if (y >= atThird || third === best || third === second) {
        third = x;
        atThird = y;
      }
    }
  }
  return best;
}
