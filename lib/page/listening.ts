import { decimals } from '../plots/words';
import { element } from './element';
import type { LiveUpdate } from './live-update';
import { LiveView, SEEN } from './live-view';
import { openMicrophone, type Microphone } from './microphone';
import { showReport } from './report';
import type { Stage } from './stage';
import type { Status } from './status';

/** A microphone that is open and shown. */
export class Listening {
  private readonly view = new LiveView();
  private readonly now = element('now', HTMLParagraphElement);
  private microphone: Microphone | undefined;
  private busy = 0;
  private ended = false;

  private constructor(private readonly stage: Stage) {}

  /** @throws DOMException where the microphone cannot be opened */
  static async start(stage: Stage, status: Status): Promise<Listening> {
    const listening = new Listening(stage);
    listening.microphone = await openMicrophone((update) => listening.told(update));
    document.body.classList.add('opened', 'listening');
    element('name', HTMLHeadingElement).textContent = 'Microphone';
    element('facts', HTMLParagraphElement).textContent =
      'The last eight seconds. Press Stop to measure all that was heard as a recording, with exact numbers.';
    element('notes', HTMLUListElement).replaceChildren();
    stage.open(0);
    status.say('The microphone is open. Press Stop to end.');
    listening.draw();
    return listening;
  }

  /** Closes the microphone; everything heard. */
  stop(): Promise<Blob> {
    this.ended = true;
    if (this.microphone === undefined) throw new Error('the microphone was never open');
    return this.microphone.stop();
  }

  /** Closes the microphone and forgets what was heard. */
  abandon(): void {
    void this.stop();
    element('speak', HTMLButtonElement).textContent = 'Speak';
  }

  private told(update: LiveUpdate): void {
    if (this.ended) return;
    this.view.add(update, this.stage.theme);
    this.busy = update.busy / update.seconds;
    if (update.report !== undefined) showReport('Voice report of the last three seconds', update.report);
  }

  private draw(): void {
    if (this.ended) return;
    const seconds = this.microphone?.now() ?? 0;
    this.stage.paintLive({ from: seconds - SEEN, to: seconds }, this.view.drawn(seconds));
    this.say(seconds);
    requestAnimationFrame(() => this.draw());
  }

  /** The newest values, and how long after the sound they are shown. */
  private say(seconds: number): void {
    const { newest, newestPitch, newestLevel } = this.view;
    if (Number.isNaN(newest)) return;
    const pitch = Number.isNaN(newestPitch) ? '–' : `${decimals(newestPitch, 0)} Hz`;
    const level = Number.isNaN(newestLevel) ? '–' : `${decimals(newestLevel, 1)} dB`;
    const delay = 1000 * (seconds - newest);
    this.now.textContent =
      `pitch ${pitch} · level ${level} · shown ${decimals(delay, 0)} ms after the sound · ` +
      `measuring takes ${decimals(100 * this.busy, 0)} % of the time`;
  }
}
