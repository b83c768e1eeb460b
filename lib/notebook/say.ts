import { displayWriter } from './display';
import { inOrder } from './displays';

/**
 * Shows text with Markdown below the running cell, for sentences that hold numbers; outside a notebook it is printed.
 * It comes after what the cell began to show before, also when that was not awaited. Text that comes from data (names of
 * files, transcripts) goes through `literal` first.
 *
 * @example
 * say(`Duration: **${sound.duration.toFixed(2)} s**`);
 */
export function say(markdown: string): void {
  const write = displayWriter();
  const data = { 'text/markdown': markdown, 'text/plain': markdown };
  void inOrder(() => {
    if (write === undefined) console.log(markdown);
    else write({ data, metadata: {}, transient: {} }, false);
  });
}

/** Text from data as Markdown shows it literally, whatever it holds. */
export function literal(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]()#+!|~$]/g, '\\$&')
    .replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** '1 window', '2 windows', for a sentence. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
