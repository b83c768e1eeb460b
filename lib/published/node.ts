/**
 * What the package gives in Node beside measuring: recordings of every format, corpora, measuring in threads, tables, and the
 * steps of the study. SAA_DATA and SAA_ARTIFACTS name the folders it reads and writes.
 */

// Recordings.
export { open, type OpenedRecording, type OpenOptions } from '../audio/open';
export { readRecording, recordingInfo, type ReadOptions, type RecordingInfo } from '../audio/recording';

// Corpora.
export { readInterviews, type Interview, type InterviewCorpus } from '../corpora/interviews';
export { linkedCorpora, readLinkedCorpora, type LinkedCorpora } from '../corpora/linked';
export type { CorpusUtterance } from '../corpora/registry';
export { slidingSegments, type Segment } from '../corpora/segment';

// Measuring in threads.
export { measure, type Measured } from '../jobs/measure';

// Tables.
export { readTable, writeTable, type StoredTable } from '../tables/arrow';
export { columnsOfFeatures } from '../tables/feature-columns';
export { column, row, type FeatureTable } from '../tables/feature-table';
export { writeParquet } from '../tables/parquet';
export type { Provenance } from '../tables/provenance';

// The study.
export { extract, type Extraction } from '../study/extract';
export { readInterviewModels, type InterviewModels } from '../study/interviews/models';
export { predictRows, type RowPredictions } from '../study/interviews/windows';
export { openPlaces, type Places } from '../study/places';
