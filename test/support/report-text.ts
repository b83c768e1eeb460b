import { isReport, type Report } from '../../lib/notebook/report';

/** What a report and the reports within it say, a line for each sentence, without figures and tables. */
export function textOf({ parts }: Report): string {
  return parts
    .flatMap((part) => (isReport(part) ? [textOf(part)] : typeof part === 'string' ? [part] : []))
    .filter((text) => text !== '')
    .join('\n');
}
