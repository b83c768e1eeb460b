// Preloads the compiler, then the library, while the kernel waits for its first cell, so that the cell waits for one of the
// two at most.

/** Time for incoming messages before a step. */
const LISTENING_MS = 20;

/**
 * Begins soon.
 *
 * @param load loads modules by name; what fails is left to the cell that needs it
 * @param rest is called once all is loaded
 * @returns to be called when the first cell comes, which ends it
 */
function preload(load, rest) {
  let over = false;
  const work = async () => {
    // No module: the compiler, and what it knows of Node.
    for (const names of [[], ['./lib/index']]) {
      await new Promise((resolve) => setTimeout(resolve, LISTENING_MS));
      if (over) return;
      await load(names);
    }
    if (!over) rest();
  };
  void work();
  return () => (over = true);
}

module.exports = { preload };
