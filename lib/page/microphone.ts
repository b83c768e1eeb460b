import { startClient } from './client';
import type { LiveUpdate } from './live-update';
import type { MicrophoneQuestion } from './microphone-question';

/** The program of the microphone's thread, put here by scripts/page.mjs. */
declare const WORKLET_PROGRAM: string;

/** A microphone that is open. */
export interface Microphone {
  /** s of sound so far, by the clock of the microphone. */
  readonly now: () => number;
  /** Closes it; everything heard, as a WAV file. */
  readonly stop: () => Promise<Blob>;
}

/**
 * Opens the microphone, without the changes by which browsers make speech easier to understand: they would change what is
 * measured.
 *
 * @throws DOMException where the user or the browser does not allow it, or there is none
 */
export async function openMicrophone(told: (update: LiveUpdate) => void): Promise<Microphone> {
  const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { ...plain, channelCount: 1 } });
  const context = new AudioContext({ latencyHint: 'interactive' });
  // An address that holds the program: from a file, browsers load it from nowhere else.
  await context.audioWorklet.addModule(`data:text/javascript,${encodeURIComponent(WORKLET_PROGRAM)}`);
  const source = context.createMediaStreamSource(stream);
  const tap = new AudioWorkletNode(context, 'tap', {
    numberOfOutputs: 0,
    channelCount: 1,
    channelCountMode: 'explicit',
  });
  const client = startClient();
  const { worker } = client;
  const { port1, port2 } = new MessageChannel();
  const ask = (question: MicrophoneQuestion, ports: Transferable[] = []) =>
    worker.postMessage(question, ports);
  let [began, sound] = [NaN, 0]; // the context's time of the first sample, s
  const recording = new Promise<Blob>((resolve) => {
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<LiveUpdate | { kind: 'recording'; recording: Blob }>) => {
        if (data.kind === 'recording') {
          resolve(data.recording);
          return;
        }
        sound = data.seconds;
        // What arrived with the least delay tells best when the first sample was heard.
        began = Number.isNaN(began)
          ? context.currentTime - sound
          : Math.min(began, context.currentTime - sound);
        told(data);
      },
    );
  });
  ask({ kind: 'start', port: port2, sampleRate: context.sampleRate }, [port2]);
  tap.port.postMessage(port1, [port1]);
  source.connect(tap);
  await context.resume();
  return {
    now: () => (Number.isNaN(began) ? 0 : context.currentTime - began),
    stop: async () => {
      for (const track of stream.getTracks()) track.stop();
      source.disconnect();
      ask({ kind: 'stop' });
      const heard = await recording;
      await context.close();
      client.end();
      return heard;
    },
  };
}
