import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { knownSet } from '../../embeddings/known-set';
import { readExported } from '../../models/onnx/read-exported';
import { checkFeatureSet } from '../../models/storage/read-model';
import type { StoredModel } from '../../models/storage/stored-model';
import { interviewModels, type InterviewModels } from '../interviews/models';

/**
 * The ONNX files at a place: the file itself, or those of a folder in order of their names. None where there is no such place.
 */
export function onnxFilesAt(place: string): readonly string[] {
  if (place.endsWith('.onnx')) return [place];
  if (!existsSync(place) || !statSync(place).isDirectory()) return [];
  return readdirSync(place)
    .filter((name) => name.endsWith('.onnx'))
    .sort()
    .map((name) => path.join(place, name));
}

/**
 * The models of files that `saa export` wrote, one of each target.
 *
 * @throws Error naming the file when it cannot be read back, predicts something else, predicts what another one does, or
 *   reads another feature set than the first
 */
export function readExportedModels(files: readonly string[]): InterviewModels {
  const byTarget = new Map<string, { readonly place: string; readonly stored: StoredModel }>();
  let first: { readonly place: string; readonly set: string } | undefined;
  for (const place of files) {
    const stored = readExported(place, (file, provenance, columns) => {
      const set = provenance.features?.name ?? '';
      first ??= { place, set };
      if (first.set !== set)
        throw new Error(
          `${file}: it reads the feature set ${set}, and ${first.place} reads ${first.set}; name one file, or a folder of one set`,
        );
      const { name, version, features } = knownSet(set);
      checkFeatureSet({ name, version, features: features.map((one) => one.name) })(
        file,
        provenance,
        columns,
      );
    });
    const { target } = stored;
    const other = byTarget.get(target);
    if (other !== undefined)
      throw new Error(`${place}: it predicts ${target}, as ${other.place} does; move one of them away`);
    if (!['valence', 'arousal', 'excited'].includes(target))
      throw new Error(`${place}: it predicts ${target}; expected valence, arousal or excited`);
    byTarget.set(target, { place, stored });
  }
  return interviewModels(first?.set ?? '', (target) => byTarget.get(target) ?? null);
}
