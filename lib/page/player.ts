import type { Span } from './calls';
import { element } from './element';

/** The sound of the recording that is open. */
export class Player {
  private readonly audio = element('player', HTMLAudioElement);
  private stopAt = Infinity;

  /** @param moved told of the time that is heard, s */
  constructor(moved: (time: number) => void) {
    const follow = () => {
      if (this.audio.paused) return;
      if (this.audio.currentTime >= this.stopAt) this.audio.pause();
      moved(Math.min(this.audio.currentTime, this.stopAt));
      requestAnimationFrame(follow);
    };
    this.audio.addEventListener('play', follow);
    this.audio.addEventListener('error', () => {
      this.audio.hidden = true; // this browser cannot play the format, which can be measured all the same
    });
  }

  open(sound: Blob): void {
    this.audio.pause();
    if (this.audio.src !== '') URL.revokeObjectURL(this.audio.src);
    this.audio.hidden = false;
    this.audio.src = URL.createObjectURL(sound);
  }

  /** Plays the selection, or from a time on; pauses where it plays. */
  toggle(from: number, selection: Span | undefined): void {
    if (!this.audio.paused) {
      this.audio.pause();
      return;
    }
    this.audio.currentTime = selection?.from ?? from;
    this.stopAt = selection?.to ?? Infinity;
    void this.audio.play();
  }

  pause(): void {
    this.audio.pause();
  }
}
