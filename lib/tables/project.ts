import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../text/project-folder';

export { artifactsFolder, cacheFolder, projectRoot, workFolder } from '../text/project-folder';

/** Versions for the provenance of an artifact; not that of Node, since all versions of Node make the same bytes. */
export function versions(): { package: string } {
  const description = JSON.parse(readFileSync(path.join(projectRoot(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return { package: description.version };
}
