// What the kernel gives to notebooks besides what Node has.
/// <reference types="node" />

/** A cell whose inputs changed after it ran. */
interface StaleCell {
  /** The number beside the cell when it ran last. */
  readonly cell: number;
  /** Its first line. */
  readonly code: string;
  /** Names it reads that other cells changed since. */
  readonly changed: readonly string[];
}

/**
 * The cells to run again: those that read a name which another cell changed after they ran, and those that read what such
 * cells give. What happens inside an object (`rows.push(…)`) does not count as a change of its name.
 */
declare function staleCells(): StaleCell[];
