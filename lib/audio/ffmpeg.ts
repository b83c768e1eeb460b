import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mostBytes, type DecodedSound } from './decode';
import { wavLayout } from './riff';

/** Bytes that the header of what ffmpeg writes takes at most. */
const HEADER = 4096;
/** s without a sound from it after which it is ended. */
const PATIENCE = 120;

/** Whether the user's own ffmpeg may decode what is not decoded here: SAA_FFMPEG=1, as `--ffmpeg` sets it. */
export function ffmpegAllowed(): boolean {
  return process.env.SAA_FFMPEG === '1';
}

/**
 * Decodes the first sound track of a recording by the ffmpeg on the PATH.
 *
 * @throws Error naming the recording and what ffmpeg said, or that there is none
 */
export async function decodeByFfmpeg(
  recording: string,
  write: (bytes: Uint8Array) => void,
): Promise<DecodedSound> {
  const local = `file:${recording}`; // no address of a network, whatever the name
  const args = [
    '-nostdin',
    '-v',
    'error',
    '-protocol_whitelist',
    'file',
    '-i',
    local,
    '-map',
    '0:a:0',
    '-map_metadata',
    '-1',
  ];
  const child = spawn('ffmpeg', [...args, '-bitexact', '-c:a', 'pcm_f32le', '-f', 'wav', '-'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 0,
  });
  let alarm = setTimeout(() => child.kill('SIGKILL'), 1000 * PATIENCE);
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-2000)));
  const closed = once(child, 'close') as Promise<[number | null]>;
  closed.catch(() => undefined); // awaited below
  let head = Buffer.alloc(0);
  let bytes = 0;
  let layout: ReturnType<typeof wavLayout> | undefined;
  try {
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      clearTimeout(alarm);
      alarm = setTimeout(() => child.kill('SIGKILL'), 1000 * PATIENCE);
      let part = chunk;
      if (layout === undefined) {
        head = Buffer.concat([head, chunk]);
        if (head.length < HEADER) continue;
        layout = layoutOf(head, recording);
        part = head.subarray(layout.dataStart);
      }
      write(part);
      bytes += part.length;
      if (bytes > mostBytes)
        throw new Error(`${recording}: it holds more sound than is decoded at once; cut it into parts`);
    }
    const [status] = await closed;
    if (status !== 0)
      throw new Error(
        `${recording}: ffmpeg cannot read it either (${reasonIn(said) || `status ${status}`}); copy or export it again`,
      );
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')
      throw new Error(
        `${recording}: there is no ffmpeg on the PATH; install it, or convert the file elsewhere`,
        { cause },
      );
    throw cause;
  } finally {
    clearTimeout(alarm);
    child.kill('SIGKILL');
  }
  if (layout === undefined && head.length > 0) {
    layout = layoutOf(head, recording);
    write(head.subarray(layout.dataStart));
    bytes = head.length - layout.dataStart;
  }
  const frames = layout === undefined ? 0 : Math.floor(bytes / 4 / layout.channels);
  if (layout === undefined || frames === 0) throw new Error(`${recording}: ffmpeg finds no sound in it`);
  const { sampleRate, channels } = layout;
  return { sampleRate, channels, skip: 0, frames, notes: ['decoded by the ffmpeg on the PATH'] };
}

/** The layout in the first bytes of a WAV file that goes on. */
function layoutOf(head: Uint8Array, name: string) {
  const read = (offset: number, length: number): Uint8Array => head.subarray(offset, offset + length);
  return wavLayout({ size: head.length, read }, name);
}

/** The first line of what ffmpeg said, without the addresses of its parts. */
function reasonIn(said: string): string {
  return said
    .trim()
    .split('\n')[0]
    .replace(/^\[[^\]]*\] /, '')
    .replace(/\.$/, '');
}
