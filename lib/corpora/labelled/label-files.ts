/** Name of a table of labels beside the recordings. */
export const labelsFile = 'labels.csv';

/** Names under which such a table is read, in order. */
export const labelsFiles: readonly string[] = [labelsFile, 'labels.xlsx', 'labels.xls', 'labels.ods'];

/** Name of the header of an audformat database. */
export const audformatHeader = 'db.yaml';

/** Whether a folder with these names in it is a corpus whose labels are tables. */
export function hasLabelFile(names: readonly string[]): boolean {
  return names.some((name) => [...labelsFiles, audformatHeader].includes(name.toLowerCase()));
}
