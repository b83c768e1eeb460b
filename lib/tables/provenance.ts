/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Origin of an artifact. It has no time of day, so that the same work gives the same bytes. */
export interface Provenance {
  /** Kind of the rows: 'utterance-features', 'utterance-labels', 'interview-predictions'. */
  readonly kind: string;
  /** Hash of the source data. */
  readonly data: string;
  /** The feature set of the rows. */
  readonly features?: { readonly name: string; readonly version: number };
  /** All settings: window, hop, channel, pitch floor … */
  readonly settings: { readonly [key: string]: Json };
  readonly seed?: number;
  /** Versions of the program that wrote it: { package: '0.1.0' }. */
  readonly versions: { readonly [program: string]: string };
  /** Recordings that could not be read, and why. */
  readonly skipped?: readonly { readonly file: string; readonly reason: string }[];
  /** Recordings that were read and are unusual, and why. */
  readonly remarks?: readonly { readonly file: string; readonly kind?: string; readonly reason: string }[];
  /** Warnings for users of the rows, the model or the predictions, as sentences. */
  readonly warnings?: readonly string[];
}

/**
 * Differences between the provenance of an artifact and the wanted one, a line each: 'settings.floor changed 75 → 60'.
 *
 * It does not compare `versions`, `skipped`, `remarks` and `warnings`: when measurements change, so does the version of
 * the feature set.
 *
 * @returns an empty list when they agree
 */
export function provenanceDifferences(found: Provenance, wanted: Provenance): string[] {
  const before = leaves(found);
  const after = leaves(wanted);
  const lines: string[] = [];
  for (const [key, value] of after) {
    const old = before.get(key);
    if (old === undefined) lines.push(`${key} is new: ${value}`);
    else if (old !== value) lines.push(`${key} changed ${old} → ${value}`);
  }
  for (const [key, old] of before) if (!after.has(key)) lines.push(`${key} is gone: was ${old}`);
  return lines;
}

/** Every leaf value by its path, after a JSON round trip, since NaN is null on disk. */
function leaves(provenance: Provenance): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (path: string, value: Json): void => {
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) walk(path === '' ? key : `${path}.${key}`, inner);
    } else {
      found.set(path, typeof value === 'string' ? value : JSON.stringify(value));
    }
  };
  walk(
    '',
    JSON.parse(
      JSON.stringify({
        ...provenance,
        versions: undefined,
        skipped: undefined,
        remarks: undefined,
        warnings: undefined,
      }),
    ) as Json,
  );
  return found;
}

/**
 * Parses the provenance in a JSON text.
 *
 * @param where the file, for messages
 * @throws Error naming the field that is missing or has a wrong type
 */
export function parseProvenance(text: string, where: string): Provenance {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${where}: the provenance is not JSON`, { cause });
  }
  const bad = (field: string) => new Error(`${where}: the provenance has no ${field}`);
  if (!isRecord(value)) throw bad('fields');
  const { kind, data, features, settings, seed, versions, skipped, remarks, warnings } = value;
  if (typeof kind !== 'string') throw bad('text "kind"');
  if (typeof data !== 'string') throw bad('text "data"');
  if (!isRecord(settings)) throw bad('object "settings"');
  if (!isRecord(versions)) throw bad('object "versions"');
  if (seed !== undefined && typeof seed !== 'number') throw bad('number "seed"');
  if (skipped !== undefined && !Array.isArray(skipped)) throw bad('list "skipped"');
  if (remarks !== undefined && !Array.isArray(remarks)) throw bad('list "remarks"');
  if (warnings !== undefined && !Array.isArray(warnings)) throw bad('list "warnings"');
  if (features !== undefined) {
    if (!isRecord(features) || typeof features.name !== 'string' || typeof features.version !== 'number') {
      throw bad('"features" with name and version');
    }
  }
  return value as unknown as Provenance;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
