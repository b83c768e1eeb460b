/** What endings of recordings say of their compression; others stand for themselves. */
const compressions: Readonly<Record<string, readonly string[]>> = {
  uncompressed: ['wav', 'wave', 'bwf', 'rf64', 'w64', 'aif', 'aiff', 'aifc', 'caf', 'au', 'snd', 'flac'],
  AAC: ['m4a', 'mp4', 'm4v', 'mov', 'aac', '3gp'],
  'Opus or Vorbis': ['ogg', 'oga', 'opus', 'webm'],
};

/**
 * That interviews are compressed in different ways, which makes their measurements differ; undefined where they are alike.
 *
 * @param interviews the files of each
 */
export function mixedFormats(interviews: readonly (readonly string[])[]): string | undefined {
  const counts = new Map<string, number>();
  for (const files of interviews.filter((own) => own.length > 0)) {
    const kind = [...new Set(files.map(compressionOf))].sort().join(' + ');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  if (counts.size < 2) return undefined;
  const each = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => `${count} ${kind}`);
  return (
    `its interviews are compressed in different ways (${each.join(', ')}), which alone moves what is measured and predicted; ` +
    'where you can, compare recordings made alike'
  );
}

function compressionOf(file: string): string {
  const ending = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
  const known = Object.entries(compressions).find(([, endings]) => endings.includes(ending));
  return known?.[0] ?? ending.toUpperCase();
}
