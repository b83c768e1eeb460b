import type { Part } from '../notebook/report';
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
