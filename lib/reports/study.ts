import { reportOf, type Part, type Report } from '../notebook/report';
import { literal, say } from '../notebook/say';
import type { Places } from '../study/places';
import { openSteps, type Steps } from '../study/steps';
import { writeResults } from '../tables/results';
import { mergedResults } from './results';

/** The notebooks of the study, by the names of their results files. */
export type StudyName =
  | 'preprocess_data'
  | 'emotion_analysis'
  | 'preprocess_data_interview_data'
  | 'analyzing_relationship_frame_and_interview_level';

/** One notebook of the study: where it reads and writes, and which of its steps could not run. */
export class Study implements Report {
  readonly kind = 'report';
  private readonly steps: Steps = openSteps();

  constructor(
    readonly name: StudyName,
    readonly places: Places,
  ) {}

  /** Which data are in use; of the demo corpus, that nothing shown is about people. */
  get parts(): readonly Part[] {
    const folder = this.places.data.split(/[\\/]/).slice(-1)[0];
    return [
      this.places.synthetic
        ? '> **Synthetic demo corpus.** No recordings were found, so the voices here are made by a synthesiser. ' +
          'Every number and figure below describes the synthesiser and says nothing about people.'
        : `Recordings from \`${folder}/\`.`,
    ];
  }

  /** Why each step that could not run did not, by name. */
  get notRun(): Readonly<Record<string, string>> {
    return this.steps.notRun;
  }

  /**
   * Runs a step that may lack data; null where it does, and `parts` is then given the sentence that says why.
   *
   * @param name what the step is about; its key in `notRun`
   * @throws what the step throws, except `InsufficientData`
   */
  run<T>(name: string, step: () => T | Promise<T>, parts: Part[]): Promise<T | null> {
    return this.steps.run(name, step, (sentence) => parts.push(sentence));
  }

  /**
   * A step that shows one thing and may lack data: a report of that thing or, where it lacks data, of the sentence that says
   * why.
   *
   * @param name what the step is about; its key in `notRun`
   * @throws what `make` throws, except `InsufficientData`
   */
  async step(name: string, make: () => Part | Promise<Part>): Promise<Report> {
    const parts: Part[] = [];
    const made = await this.run(name, make, parts);
    return reportOf([...parts, made ?? undefined]);
  }

  /**
   * Writes what the reports found to `results/<notebook>.json`, and says how it differs from what an earlier run wrote.
   *
   * @throws TypeError when two reports give different values for one key
   */
  save(...reports: readonly Report[]): void {
    const results = mergedResults(reports.map((report) => report.toJSON?.() ?? {}));
    const replaced = writeResults(this.places.results(this.name), { ...results, notRun: this.notRun });
    if (replaced !== undefined) say(literal(replaced));
  }
}
