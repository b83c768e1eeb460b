import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../tables/project';
import type { ExpectedFeatures } from '../storage/read-model';
import { openStarter, STARTER_REMEDY, type Starter } from './starter';

/** Where the starter model is stored. */
export function starterFile(): string {
  return path.join(projectRoot(), 'lib', 'models', 'starter', 'arousal.json');
}

/**
 * The starter model of arousal.
 *
 * @param expected the feature set that will be measured
 * @throws Error naming the file when it is damaged, or made for another version of the feature set
 */
export function readStarter(expected: ExpectedFeatures, file: string = starterFile()): Starter {
  const text = readFileSync(file, 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not JSON (${text.length} characters); ${STARTER_REMEDY}`, { cause });
  }
  return openStarter(value, expected, file);
}
