import { escapeHtml } from '../../../notebook/display';

/** "4:07", "1:02:33". */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** A table as HTML; every text is shown as it is. */
export function htmlTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: 'th' | 'td', texts: readonly string[]): string =>
    `<tr>${texts.map((text) => `<${tag}>${escapeHtml(text)}</${tag}>`).join('')}</tr>`;
  return [
    '<div class="wide"><table>',
    ...(head.length > 0 ? [`<thead>${cells('th', head)}</thead>`] : []),
    `<tbody>${rows.map((row) => cells('td', row)).join('\n')}</tbody>`,
    '</table></div>',
  ].join('\n');
}

/** A list as HTML. */
export function htmlList(sentences: readonly string[]): string {
  return `<ul>${sentences.map((sentence) => `<li>${escapeHtml(sentence)}</li>`).join('\n')}</ul>`;
}

/** A paragraph as HTML. */
export function htmlText(sentence: string): string {
  return `<p>${escapeHtml(sentence)}</p>`;
}
