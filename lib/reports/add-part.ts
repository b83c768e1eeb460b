import type { Part } from '../notebook/report';
import { beside } from '../plots/beside';
import type { Figure } from '../plots/figure';
import type { Study } from './study';

/** Runs steps that may lack data; a study does. */
export type StepRunner = Pick<Study, 'run'>;

/**
 * Adds a part whose making is a step of its own: where that lacks data, the sentence that says why takes its place.
 *
 * @param name of the step, see `Study.run`
 */
export async function addPart(
  study: StepRunner,
  parts: Part[],
  name: string,
  make: () => Part | Promise<Part>,
): Promise<void> {
  const made = await study.run(name, make, parts);
  if (made !== null) parts.push(made);
}

/** Adds figures in one row, each a step of its own: those that lack data are told, and the others stand alone. */
export async function addRow(
  study: StepRunner,
  parts: Part[],
  steps: readonly { readonly name: string; readonly make: () => Figure }[],
): Promise<void> {
  const figures: Figure[] = [];
  for (const { name, make } of steps) {
    const made = await study.run(name, make, parts);
    if (made !== null) figures.push(made);
  }
  if (figures.length > 0) parts.push(beside(figures));
}
