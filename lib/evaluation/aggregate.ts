/** Reduces the predictions of an interview's segments to one number. */
export type Aggregate = (predictions: Float64Array) => number;

/**
 * Aggregates predictions of segments to one number per interview.
 *
 * @param interviews the interview of each segment, in any order
 * @param predictions one per segment; aggregates from `stats/summary` skip NaN
 * @param aggregate such as `mean` or `median`
 * @returns interviews in order of first appearance
 * @throws RangeError when interviews and predictions differ in length
 */
export function aggregateBy(
  interviews: readonly string[],
  predictions: ArrayLike<number>,
  aggregate: Aggregate,
): Map<string, number> {
  if (interviews.length !== predictions.length) {
    throw new RangeError(
      `${interviews.length} interview names for ${predictions.length} predictions; give each segment one of both`,
    );
  }
  const collected = new Map<string, number[]>();
  interviews.forEach((interview, segment) => {
    const values = collected.get(interview);
    if (values) values.push(predictions[segment]);
    else collected.set(interview, [predictions[segment]]);
  });
  const result = new Map<string, number>();
  for (const [interview, values] of collected) result.set(interview, aggregate(Float64Array.from(values)));
  return result;
}
