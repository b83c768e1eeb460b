import type { Answer, Calls, Question } from './calls';

/** The program of the workers, put here by scripts/page.mjs. */
declare const WORKER_PROGRAM: string;

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly progress: ((share: number) => void) | undefined;
}

/** A worker that measures. */
export interface Client {
  readonly worker: Worker;
  /** s that its answers took. */
  readonly busy: () => number;
  /** Asks; the promise fails with the worker's error, and never settles once the worker has ended. */
  call<Name extends keyof Calls>(
    name: Name,
    given: Parameters<Calls[Name]>[0],
    progress?: (share: number) => void,
  ): Promise<Awaited<ReturnType<Calls[Name]>>>;
  end(): void;
}

let program: string | undefined;

/** Starts a worker, from the text of its program: a file cannot start another one that lies beside it. */
export function startClient(): Client {
  program ??= URL.createObjectURL(new Blob([WORKER_PROGRAM], { type: 'text/javascript' }));
  const worker = new Worker(program);
  const waiting = new Map<number, Waiting>();
  let [last, busy] = [0, 0];
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    const asked = waiting.get(data.id);
    if (asked === undefined) return;
    if ('progress' in data) {
      asked.progress?.(data.progress);
      return;
    }
    waiting.delete(data.id);
    if ('error' in data) asked.reject(new Error(data.error));
    else {
      busy += data.took;
      asked.resolve(data.result);
    }
  });
  return {
    worker,
    busy: () => busy,
    call: <Name extends keyof Calls>(
      name: Name,
      given: Parameters<Calls[Name]>[0],
      progress?: (share: number) => void,
    ) =>
      new Promise<Awaited<ReturnType<Calls[Name]>>>((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve: resolve as (result: unknown) => void, reject, progress });
        worker.postMessage({ id, call: name, given } satisfies Question);
      }),
    end: () => worker.terminate(),
  };
}
