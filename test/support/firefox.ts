import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const names = ['firefox-esr', 'firefox'];

function firefoxProgram(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find(existsSync);
}

/** Why tests that need Firefox are skipped, or false when they run. */
export const withoutFirefox =
  firefoxProgram() === undefined
    ? 'no Firefox on this machine: pages were not looked at in it (Debian: apt-get install firefox-esr)'
    : false;

/** A page in Firefox, driven over Marionette, which every Firefox speaks: a length, a colon and JSON, over TCP. */
export interface FirefoxPage {
  open(address: string): Promise<void>;
  /** Runs the body of a function in the page; what it returns, or what its promise gives. */
  run(body: string): Promise<unknown>;
  /** Moves the mouse to a place in the window, px. */
  moveTo(x: number, y: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts Firefox without a window. */
export async function openFirefox(port: number): Promise<FirefoxPage> {
  const program = firefoxProgram();
  if (program === undefined) throw new Error(String(withoutFirefox));
  const profile = mkdtempSync(path.join(tmpdir(), 'saa-firefox-'));
  writeFileSync(path.join(profile, 'user.js'), `user_pref("marionette.port", ${port});\n`);
  const browser = spawn(program, ['--headless', '--marionette', '--no-remote', '--profile', profile], {
    stdio: 'ignore',
    env: { ...process.env, MOZ_HEADLESS_WIDTH: '1280', MOZ_HEADLESS_HEIGHT: '900' },
  });
  const ask = conversation(await socketTo(port, browser));
  await ask('WebDriver:NewSession', { capabilities: {} });
  return {
    async open(address) {
      await ask('WebDriver:Navigate', { url: address });
    },
    run: (body) =>
      ask('WebDriver:ExecuteScript', { script: `return (async () => { ${body} })();`, args: [] }),
    async moveTo(x, y) {
      const move = { type: 'pointerMove', x, y, duration: 50, origin: 'viewport' };
      const actions = [
        { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: [move] },
      ];
      await ask('WebDriver:PerformActions', { actions });
    },
    async close() {
      const ended = new Promise((resolve) => browser.once('exit', resolve));
      await ask('Marionette:Quit', { flags: ['eForceQuit'] });
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

async function socketTo(port: number, browser: ChildProcess): Promise<Socket> {
  for (const end = Date.now() + 60000; Date.now() < end;) {
    if (browser.exitCode !== null) throw new Error(`Firefox ended with ${browser.exitCode}`);
    const socket = connect(port, '127.0.0.1');
    const opened = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (opened) return socket;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  browser.kill();
  throw new Error('Firefox did not listen within 60 s');
}

type Ask = (command: string, parameters: object) => Promise<unknown>;
/** [1, number of the request, error or null, result] */
type Reply = readonly [1, number, { readonly message: string } | null, { readonly value?: unknown } | null];

function conversation(socket: Socket): Ask {
  const waiting = new Map<number, (reply: Reply) => void>();
  let received = Buffer.alloc(0);
  let count = 0;
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      const colon = received.indexOf(':');
      const end = colon + 1 + Number(received.subarray(0, Math.max(colon, 0)).toString());
      if (colon < 0 || received.length < end) return;
      const message = JSON.parse(received.subarray(colon + 1, end).toString()) as Reply;
      received = received.subarray(end);
      // The first message is a greeting and answers nothing.
      if (Array.isArray(message)) waiting.get(message[1])?.(message);
    }
  });
  return async (command, parameters) => {
    const number = ++count;
    const text = Buffer.from(JSON.stringify([0, number, command, parameters]));
    const answered = new Promise<Reply>((resolve) => waiting.set(number, resolve));
    socket.write(`${text.length}:`);
    socket.write(text);
    const [, , error, result] = await answered;
    waiting.delete(number);
    if (error !== null) throw new Error(`${command}: ${error.message}`);
    return result?.value;
  };
}
