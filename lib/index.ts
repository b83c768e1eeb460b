/**
 * Measure speech as Praat does, model how excited it sounds, and show both: the one surface that notebooks, the command line
 * and other code import.
 *
 * @example
 * import { openStudy, show } from './lib/index';
 * const study = await openStudy('preprocess_data');
 * show(study);
 */
export { frame, type Frame } from './frames/frame';
export { say } from './notebook/say';
export { show } from './notebook/show';
export * as plot from './plots/plot';
export { openStudy } from './reports/open-study';
export type { Study } from './reports/study';
