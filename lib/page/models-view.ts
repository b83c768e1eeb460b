import type { ModelsInfo } from './calls';
import { element } from './element';

/** Shows which models speak, what is wrong with them, and their cards. */
export function showModels({ source, name, warnings, cards }: ModelsInfo): void {
  element('model-name', HTMLParagraphElement).textContent = name;
  listItems('model-warnings', warnings);
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
  listItems('score-remarks', remarks);
}

/** Shows sentences as the items of a list. */
export function listItems(id: string, sentences: readonly string[]): void {
  element(id, HTMLUListElement).replaceChildren(
    ...sentences.map((sentence) => {
      const item = document.createElement('li');
      item.textContent = sentence;
      return item;
    }),
  );
}
