import { readdirSync } from 'node:fs';
import path from 'node:path';
import { writeDemoCorpus } from '../../demo/corpus';
import { bar } from '../../notebook/bar';
import { artifactsFolder } from '../../study/places';

/**
 * Files of synthetic voices to try things on: utterances of a few seconds by different speakers, named
 * `Ses01F_impro01_F003.wav` (speaker, scene, turn). They are made in `processed-data/demo-corpus/` at the first call, which
 * takes some seconds.
 *
 * @param count how many; 12 unless given
 *
 * @example
 * const table = await measure(await demoVoices(), 'egemaps');
 */
export async function demoVoices(count = 12): Promise<string[]> {
  const folder = path.join(await demoCorpus(), 'IEMOCAP_full_release');
  const all = wavesIn(folder);
  return Array.from(
    { length: Math.min(count, all.length) },
    (_, i) => all[Math.floor((i * all.length) / count)],
  );
}

/**
 * A file of a synthetic interview of a minute, to try predictions over time on; see `demoVoices`.
 *
 * @example
 * const interview = await open(await demoInterview());
 */
export async function demoInterview(): Promise<string> {
  return wavesIn(path.join(await demoCorpus(), 'data_interview'))[0];
}

async function demoCorpus(): Promise<string> {
  const folder = path.join(artifactsFolder(), 'demo-corpus');
  await writeDemoCorpus(folder, { seed: 1 }, bar('making the demo corpus'));
  return folder;
}

/** Recordings below a folder, in the order of their names. */
function wavesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.wav') && !path.basename(file).startsWith('.'))
    .sort()
    .map((file) => path.relative(process.cwd(), path.join(folder, file)));
}
