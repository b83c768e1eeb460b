/**
 * The input is valid, but it is too little for this step: one session, no rated utterance, windows without a probability.
 * The message says what the step needs and what there is.
 *
 * It is for what depends on the data alone. Arguments that no data could make right are plain errors, so that a caller who
 * leaves out what lacks data does not leave out what is wrong.
 */
export class InsufficientData extends RangeError {
  override readonly name = 'InsufficientData';
}

/**
 * A result that an earlier step may have left out.
 *
 * @param what names the result in the message: 'a picked model of arousal'
 * @throws InsufficientData where there is none
 */
export function needed<T>(result: T | null | undefined, what: string): T {
  if (result === null || result === undefined) throw new InsufficientData(`needs ${what}`);
  return result;
}
