import { decimals } from '../plots/words';
import { voiceReportRows } from '../plots/voice-report';
import type { StretchReport } from './calls';
import { element } from './element';

/** Rows of the report that are said aloud when it changes. */
const SPOKEN = [
  'Mean intensity',
  'Median pitch',
  'Jitter (local)',
  'Shimmer (local)',
  'Mean harmonics-to-noise ratio',
];

/** The report's rows, under Praat's names. */
export function reportRows({ voice, level }: StretchReport): readonly { measure: string; value: string }[] {
  const intensity = Number.isNaN(level) ? '–' : `${decimals(level, 3)} dB`;
  return [{ measure: 'Mean intensity', value: intensity }, ...voiceReportRows(voice)];
}

/** Shows a report. Cells stay the same elements, so that what changes all the time costs little. */
export function showReport(caption: string, report: StretchReport | undefined): void {
  const table = element('report', HTMLTableElement);
  (table.caption ?? table.createCaption()).textContent = caption;
  const body = table.tBodies[0] ?? table.createTBody();
  const rows = report === undefined ? [] : reportRows(report);
  while (body.rows.length > rows.length) body.deleteRow(-1);
  rows.forEach(({ measure, value }, i) => {
    const row = body.rows[i] ?? newRow(body);
    set(row.cells[0], measure);
    set(row.cells[1], value);
  });
}

/** The report in a sentence, for those who hear the page. */
export function spokenReport(report: StretchReport): string {
  return reportRows(report)
    .filter(({ measure }) => SPOKEN.includes(measure))
    .map(({ measure, value }) => `${measure} ${value}`)
    .join(', ');
}

function newRow(body: HTMLTableSectionElement): HTMLTableRowElement {
  const row = body.insertRow();
  const name = document.createElement('th');
  name.scope = 'row';
  row.append(name);
  row.insertCell();
  return row;
}

function set(cell: Element, text: string): void {
  if (cell.textContent !== text) cell.textContent = text;
}
