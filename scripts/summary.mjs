// Main numbers of the study, from the results files of the notebooks, for npm start and npm run share.
import fs from 'node:fs';
import path from 'node:path';

const read = (folder, name) => JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`), 'utf8'));
const number = (value) =>
  value === null || value === undefined ? '—' : value.toFixed(3).replace(/^(-?)0\./, '$1.');

/**
 * @param {string} results folder of the results files
 * @returns {{ synthetic: boolean, seed: number, warnings: string[],
 *   tables: { caption: string, columns: string[], rows: { name: string, values: string[] }[] }[] }}
 */
export function mainNumbers(results) {
  const utterances = read(results, 'emotion_analysis');
  const interviews = read(results, 'analyzing_relationship_frame_and_interview_level');
  const row = (name, ...values) => ({ name, values: values.map(number) });
  const ways = {
    excitedShare: 'share of excited windows',
    meanArousal: 'mean arousal',
    meanValence: 'mean valence',
    direct: 'trained on whole interviews',
  };
  const { excited } = utterances;
  return {
    synthetic: utterances.corpus.synthetic,
    seed: utterances.seed,
    warnings: interviews.warnings,
    tables: [
      {
        caption: `Utterances (${utterances.corpus.utterances}), leave one session out`,
        columns: ['r', 'CCC'],
        rows: ['arousal', 'valence'].map((name) =>
          row(name, utterances[name].leaveOneSessionOut?.pearson, utterances[name].leaveOneSessionOut?.ccc),
        ),
      },
      {
        caption: 'Excited or not, leave one session out',
        columns: ['accuracy', 'UAR'],
        rows: [row('excited or not', excited.leaveOneSessionOut?.accuracy, excited.leaveOneSessionOut?.uar)],
      },
      {
        caption: `Interviews (${interviews.interviews}), against the human rating "${interviews.settings.trait}"`,
        columns: ['r', 'ROC area'],
        rows: Object.entries(ways).map(([key, name]) =>
          row(name, interviews[key].pearson, interviews[key].rocAuc),
        ),
      },
    ],
  };
}
