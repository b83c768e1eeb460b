/**
 * Writes the recordings of test/support/audio-sources.ts, encoded by ffmpeg, to test/reference/audio, and versions.json:
 *   node --import tsx test/reference/make/audio-formats.ts FFMPEG
 * Made with ffmpeg 9.0.2 of the Python package imageio-ffmpeg 0.8.1.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeWav } from '../../../lib/audio/wav';
import { fixtures, sources } from '../../support/audio-sources';

const ffmpeg = process.argv[2];
if (!ffmpeg) throw new Error('usage: node --import tsx test/reference/make/audio-formats.ts FFMPEG');
const run = (...args: string[]): string => execFileSync(ffmpeg, args, { encoding: 'utf8' });
const quiet = ['-v', 'error', '-y', '-threads', '1'];
const out = path.join(__dirname, '..', 'audio');
mkdirSync(out, { recursive: true });
const work = mkdtempSync(path.join(tmpdir(), 'saa-formats-'));
try {
  const picture = path.join(work, 'cover.png');
  run(...quiet, '-f', 'lavfi', '-i', 'testsrc=s=64x64:r=1:d=1', '-frames:v', '1', picture);
  const beside = { cover: ['-i', picture], film: ['-f', 'lavfi', '-i', 'testsrc=s=32x32:r=5:d=1.1'] };
  for (const [name, fixture] of Object.entries(fixtures)) {
    const { channels, sampleRate } = sources[fixture.source](fixture.sampleRate);
    const wav = path.join(work, 'source.wav');
    writeFileSync(wav, encodeWav(channels, sampleRate));
    const second = fixture.beside === undefined ? [] : beside[fixture.beside];
    const file = path.join(out, name);
    const exact = ['-fflags', '+bitexact', '-flags', '+bitexact'];
    const encode = fixture.encode.split(' ').filter((word) => word !== '');
    if (fixture.from === undefined) run(...quiet, '-i', wav, ...second, ...encode, ...exact, file);
    else {
      const whole = path.join(work, 'whole.m4a');
      run(...quiet, '-i', wav, ...encode, whole);
      run(...quiet, '-ss', String(fixture.from), '-i', whole, '-c', 'copy', file);
    }
  }
  const [version] = run('-version').split('\n');
  writeFileSync(path.join(out, 'versions.json'), `${JSON.stringify({ ffmpeg: version })}\n`);
} finally {
  rmSync(work, { recursive: true });
}
