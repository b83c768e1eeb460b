import { random } from './random';

/**
 * Places 0 to `count` − 1 or, where these are more than `most`, so many drawn at random without replacement, ascending.
 *
 * @param seed decides which; the same seed draws the same
 */
export function drawnPlaces(count: number, most: number, seed: number): number[] {
  const places = Array.from({ length: count }, (_, place) => place);
  if (count <= most) return places;
  return random(seed)
    .shuffle(places)
    .slice(0, most)
    .sort((a, b) => a - b);
}
