// Runs one cell at a time. When a cell fails, it cancels the cells that had already arrived (Run All); a cell that arrives
// later runs. tslab cancels everything that arrives within 200 ms.

/** A request that came while an earlier cell was about to fail. */
class Cancelled extends Error {}

/** Requests sent before a failure lie in the socket's queue, from which the event loop reads them in a few turns. */
const QUIET_MS = 10;

function createQueue() {
  let last = Promise.resolve();
  let arrived = 0;
  let done = 0;
  let cancelledUpTo = 0;
  return {
    /** Runs `execute` after the cells before it; fails with Cancelled when one of those failed. */
    async next(execute) {
      const mine = ++arrived;
      const before = last;
      let finish;
      last = new Promise((resolve) => (finish = resolve));
      await before;
      try {
        if (mine <= cancelledUpTo) throw new Cancelled();
        return await execute();
      } finally {
        done++;
        finish();
      }
    },
    /** Whether requests wait behind the one that runs. */
    get isWaiting() {
      return arrived > done + 1;
    },
    /** Cancels what has been sent so far; to be awaited inside `execute`, before the failure is answered. */
    async cancelWaiting() {
      for (let seen = -1; seen !== arrived;) {
        seen = arrived;
        await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
      }
      cancelledUpTo = arrived;
    },
  };
}

module.exports = { Cancelled, createQueue };
