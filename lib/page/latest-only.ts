/**
 * Runs one call at a time; of those that come meanwhile the last alone is run, and the others are answered with undefined.
 */
export function latestOnly<Given, Result>(
  run: (given: Given) => Promise<Result>,
): (given: Given) => Promise<Result | undefined> {
  let running: Promise<unknown> | undefined;
  let asked = 0;
  return async (given) => {
    const own = ++asked;
    while (running !== undefined) {
      await running;
      if (own !== asked) return undefined;
    }
    const result = run(given);
    running = result.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await result;
    } finally {
      running = undefined;
    }
  };
}
