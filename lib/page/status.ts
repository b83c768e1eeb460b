import { element } from './element';

/** What the page says of itself, also to those who hear it. */
export class Status {
  private readonly line = element('status', HTMLElement);
  private readonly bar = element('progress', HTMLProgressElement);

  say(sentence: string): void {
    this.line.classList.remove('failure');
    this.line.textContent = sentence;
  }

  /** Says what went wrong. */
  fail(reason: string): void {
    this.line.classList.add('failure');
    this.line.textContent = reason;
    this.bar.hidden = true;
  }

  /** How much of the recording is measured, 0 to 1. */
  progress(share: number): void {
    this.bar.hidden = share >= 1;
    this.bar.value = share;
  }
}
