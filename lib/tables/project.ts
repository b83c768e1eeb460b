import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../text/project-folder';

export { cacheFolder, projectRoot } from '../text/project-folder';

/**
 * The versions that an artifact's provenance names. Not Node's: an artifact has the same bytes whichever version made it.
 */
export function versions(): { package: string } {
  const description = JSON.parse(readFileSync(path.join(projectRoot(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return { package: description.version };
}
