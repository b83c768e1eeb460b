/** One record of a CSV file and the line it begins on, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * Records of a comma-separated text, as in RFC 4180: a field in double quotes may hold commas, line ends and doubled
 * quotes. Blank lines are left out; fields keep their surrounding blanks.
 *
 * @param text with line ends `\n`, as `readText` gives it
 * @param name what errors call the file
 * @throws Error for a quote that is never closed, or stands in the middle of a field
 */
export function parseCsv(text: string, name: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  // One field (quoted or plain) and what ends it: a comma, a line end or the end of the text.
  const pattern = /(?:"([^"]*(?:""[^"]*)*)"|([^",\n]*))(,|\n|$)/y;
  let line = 1;
  let fields: string[] = [];
  let firstLine = line;
  while (pattern.lastIndex < text.length || fields.length > 0) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) {
      const found = JSON.stringify(text.slice(at, at + 20));
      throw new Error(
        `${name}, line ${line}: a stray or unclosed double quote near ${found}; write "" for one in a field`,
      );
    }
    const [whole, quoted, plain, end] = match;
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += whole.split('\n').length - 1;
    if (end !== ',') {
      if (fields.length > 1 || quoted !== undefined || plain.trim() !== '')
        records.push({ line: firstLine, fields });
      fields = [];
      firstLine = line;
    }
  }
  return records;
}
