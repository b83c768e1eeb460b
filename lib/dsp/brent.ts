const goldenSection = (3 - Math.sqrt(5)) / 2;
const relativeTolerance = Math.sqrt(Number.EPSILON);

/**
 * Abscissa of a maximum of `f` between `a` and `b` by Brent's method: golden-section steps, and parabolas through the three
 * best points.
 *
 * Of several maxima it finds the one that the first steps lead to. A search that must find the same maximum as another
 * program takes the same steps.
 *
 * @param tolerance absolute, above 0; sqrt(machine precision) · |x| is added
 *
 * R. P. Brent (1973), "Algorithms for Minimization without Derivatives", chapter 5.
 */
export function brentMaximum(f: (x: number) => number, a: number, b: number, tolerance: number): number {
  let best = a + goldenSection * (b - a);
  let second = best;
  let third = best;
  let atBest = f(best);
  let atSecond = atBest;
  let atThird = atBest;
  for (let iteration = 0; iteration < 60; iteration++) {
    const middle = (a + b) / 2;
    const smallest = relativeTolerance * Math.abs(best) + tolerance / 3;
    if (Math.abs(best - middle) + (b - a) / 2 <= 2 * smallest) break;
    let step = goldenSection * ((best < middle ? b : a) - best);
    if (Math.abs(best - second) >= smallest) {
      // Vertex of the parabola through the three points: best + p / q.
      const u = (best - second) * (atThird - atBest);
      const v = (best - third) * (atSecond - atBest);
      let p = (best - third) * v - (best - second) * u;
      let q = 2 * (v - u);
      if (q > 0) p = -p;
      else q = -q;
      const inside = p > q * (a - best + 2 * smallest) && p < q * (b - best - 2 * smallest);
      if (inside && Math.abs(p) < Math.abs(step * q)) step = p / q;
    }
    if (Math.abs(step) < smallest) step = step > 0 ? smallest : -smallest;
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
