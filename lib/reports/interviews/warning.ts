/** A warning that came with the predictions, for Markdown. */
export function warningText(warning: string): string {
  return `**Warning.** ${warning}`;
}
