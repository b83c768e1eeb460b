/*
 * Runs in the thread of the microphone: passes its samples on, some milliseconds at a time.
 */

// The types of pages lack what there is in this thread.
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** Samples passed on at a time: 5 ms at 48 kHz. */
const BATCH = 256;

class Tap extends AudioWorkletProcessor {
  private out: MessagePort | undefined;
  private batch: Float32Array = new Float32Array(BATCH);
  private filled = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<MessagePort>) => {
      this.out = data;
    };
  }

  process([input]: readonly (readonly Float32Array[])[]): boolean {
    const [samples] = input;
    if (samples === undefined || this.out === undefined) return true;
    for (const sample of samples) {
      this.batch[this.filled++] = sample;
      if (this.filled < BATCH) continue;
      this.out.postMessage(this.batch, [this.batch.buffer]);
      this.batch = new Float32Array(BATCH);
      this.filled = 0;
    }
    return true;
  }
}

registerProcessor('tap', Tap);
