import type { FeatureSet } from '../../lib/features/feature-set';
import { featureSets } from '../../lib/features/sets';

function table({ name, version, features, withFrameCounts }: FeatureSet): string {
  const counts = withFrameCounts?.features.slice(features.length) ?? [];
  const rows = features.map(
    (feature) => `| \`${feature.name}\` | ${feature.unit} | ${feature.meaning} | ${feature.cue} |`,
  );
  return [
    `## ${name}`,
    '',
    `${features.length} columns, version ${version}.`,
    '',
    '| column | unit | meaning | cue |',
    '|---|---|---|---|',
    ...rows,
    '',
    ...(counts.length > 0
      ? [
          `The set \`${withFrameCounts?.name}\` (\`--frames\` on the command line) has ${counts.length} columns more: over how many frames the`,
          'functionals of each contour were taken, 0 where nothing could be measured.',
          '',
          counts.map((feature) => `\`${feature.name}\``).join(', '),
          '',
        ]
      : []),
  ].join('\n');
}

/** The page docs/feature-sets.md: every column of every feature set with its unit and meaning. */
export function featureSetsPage(): string {
  return [
    '# Feature sets',
    '',
    'Written by `npm run docs` from the sets themselves. Columns are in this order; a value is missing (NaN) where nothing',
    'could be measured. A column without a unit is a pure number.',
    '',
    ...featureSets.map(table),
  ].join('\n');
}
