import { InsufficientData } from '../stats/insufficient-data';

/** The steps of a study, any of which may lack data without stopping the others. */
export interface Steps {
  /**
   * Runs a step and returns its result; null where it throws `InsufficientData`, whose message is told and kept. Any other
   * error is a fault and passes.
   *
   * @param name what the step is about, for the message and as its key in `notRun`
   * @param tell receives the sentence, in Markdown, that says why the step did not run
   */
  run<T>(name: string, step: () => T | Promise<T>, tell: (sentence: string) => void): Promise<T | null>;
  /** Why each step that could not run did not, by name. */
  readonly notRun: Readonly<Record<string, string>>;
}

/** No step has run yet. */
export function openSteps(): Steps {
  const notRun: Record<string, string> = {};
  return {
    notRun,
    async run(name, step, tell) {
      try {
        const result = await step();
        delete notRun[name]; // of an earlier run of the same cell
        return result;
      } catch (error) {
        if (!(error instanceof InsufficientData)) throw error;
        notRun[name] = error.message;
        tell(`**Not run: ${name}.** ${sentence(error.message)}`);
        return null;
      }
    },
  };
}

function sentence(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
