// Interrupts a cell. SIGINT cannot stop JavaScript that awaits, so every `await` of cells and of the library is compiled to
// `await step(…)`, and a step of an interrupted cell throws. Background work of an interrupted cell ends in the same way,
// also while a later cell runs.
const { AsyncLocalStorage } = require('node:async_hooks');

/** Each execution of a cell is one run; what it starts, however deep, knows its run. */
const runs = new AsyncLocalStorage();
let current;

/** Thrown into the cell; a `catch` in between passes it on (see interruptible.cjs). */
class Interrupted extends Error {
  name = 'Interrupted';
  constructor() {
    super('the cell was interrupted');
  }
}

/** An interrupt is noticed only when the event loop gets a turn, which awaiting finished work does not give it. */
const TURN_MS = 50;
let lastTurn = 0;

async function step(value) {
  const result = await value;
  const run = runs.getStore();
  if (run === undefined) return result;
  if (performance.now() - lastTurn > TURN_MS) {
    await new Promise((resolve) => setImmediate(resolve));
    lastTurn = performance.now();
  }
  if (run.interrupted) throw new Interrupted();
  return result;
}

/** First statement of compiled `catch` clauses: code that goes on after errors does not go on after an interrupt. */
function pass(error) {
  if (error instanceof Interrupted) throw error;
}

/** The items of `for await`, each of them a step. */
async function* each(items) {
  for await (const item of items) yield await step(item);
}

Object.defineProperty(globalThis, '__saaStep', { value: Object.assign(step, { each, pass }) });

/** Runs one cell so that it can be interrupted; `execute` is given a function that fails if it has been by now. */
async function inRun(execute) {
  const run = { interrupted: false };
  current = run;
  lastTurn = performance.now();
  const turn = async () => {
    // Signals are read between two rounds of immediates.
    for (let round = 0; round < 2; round++) await new Promise((resolve) => setImmediate(resolve));
    if (run.interrupted) throw new Interrupted();
  };
  try {
    return await runs.run(run, () => execute(turn));
  } finally {
    clearTimeout(run.timer);
    if (current === run) current = undefined;
  }
}

/** Steps have this long to end the cell in order; then it is declared over, and its work ends at its next step. */
const GRACE_MS = 500;

function interrupt(declareOver) {
  if (current === undefined || current.interrupted) return declareOver();
  current.interrupted = true;
  current.timer = setTimeout(declareOver, GRACE_MS);
}

/** Whether an error that ended a cell is the interrupt, in one of the three forms it arrives in. */
const isInterrupt = (error) =>
  error instanceof Interrupted ||
  error?.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED' || // a synchronous loop
  error?.message === 'Interrupted asynchronously'; // declared over

module.exports = { inRun, interrupt, isInterrupt, Interrupted };
