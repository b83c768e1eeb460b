/** Writes the signals of test/support/demo-voices.ts as WAV files into the folder named on the command line. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeWav } from '../../../lib/audio/wav';
import { demoVoices } from '../../support/demo-voices';

for (const { name, kind, signal } of demoVoices()) {
  writeFileSync(join(process.argv[2], `${kind} ${name}.wav`), encodeWav([signal.samples], signal.sampleRate));
}
