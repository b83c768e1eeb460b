import { after } from 'node:test';

/** Lets SAA_ARTIFACTS name a folder during the tests of a file. */
export function useArtifacts(folder: string): void {
  const before = process.env.SAA_ARTIFACTS;
  process.env.SAA_ARTIFACTS = folder;
  after(() => {
    if (before === undefined) delete process.env.SAA_ARTIFACTS;
    else process.env.SAA_ARTIFACTS = before;
  });
}
