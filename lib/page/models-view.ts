import type { ModelsInfo } from './calls';
import { element } from './element';

/** Shows which models speak, what is wrong with them, and their cards. */
export function showModels({ source, name, warnings, cards }: ModelsInfo): void {
  element('model-name', HTMLParagraphElement).textContent = name;
  element('model-warnings', HTMLUListElement).replaceChildren(...warnings.map(item));
  element('starter-card', HTMLElement).hidden = source !== 'starter';
  element('model-cards', HTMLElement).replaceChildren(
    ...cards.map((card) => {
      const text = document.createElement('pre');
      text.textContent = card;
      return text;
    }),
  );
}

/** What is to be known of the scores that are shown. */
export function showScoreRemarks(remarks: readonly string[]): void {
  element('score-remarks', HTMLUListElement).replaceChildren(...remarks.map(item));
}

function item(sentence: string): HTMLLIElement {
  const line = document.createElement('li');
  line.textContent = sentence;
  return line;
}
