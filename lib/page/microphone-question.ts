/** What the page tells the worker that measures a microphone. */
export type MicrophoneQuestion =
  | { readonly kind: 'start'; readonly port: MessagePort; readonly sampleRate: number }
  | { readonly kind: 'stop' };
