import type { CorpusFamily } from '../corpus';
import { readAudformat } from './audformat';
import { audformatHeader, labelsFile, labelsFiles } from './label-files';
import { readLabelsTable } from './labels-csv';
import { indexRecordings } from './recording-index';
import { labelledUtterances } from './utterances';

/** Corpora whose labels are a table beside the recordings, `labels.csv`. */
export const labelTables: CorpusFamily = {
  name: `Any folder with ${labelsFile}`,
  labels: labelsFiles,
  layout: [
    [`<corpus>/${labelsFile}`, 'or labels.xlsx, .xls, .ods: a row per utterance'],
    ['<corpus>/….wav', `as ${labelsFile} names them, also in folders`],
  ],
  source: 'utterances of your own, or anybody’s: [Your own corpus](../docs/own-corpus.md).',
  read: async (dataDir, folder, labels, name) => {
    const recordings = await indexRecordings(dataDir, folder);
    return labelledUtterances(dataDir, name, await readLabelsTable(dataDir, labels, recordings), recordings);
  },
};

/** Corpora in audEERING's form. */
export const audformatDatabases: CorpusFamily = {
  name: 'Any audformat database',
  labels: [audformatHeader],
  layout: [
    [`<corpus>/${audformatHeader}`, 'with its tables as CSV'],
    ['<corpus>/db.<table>.csv'],
    ['<corpus>/….wav', 'as the tables name them'],
  ],
  source: 'as its header says (https://audeering.github.io/audformat).',
  read: async (dataDir, folder, labels, name) => {
    const recordings = await indexRecordings(dataDir, folder);
    return labelledUtterances(
      dataDir,
      name,
      await readAudformat(dataDir, folder, labels, recordings),
      recordings,
    );
  },
};
