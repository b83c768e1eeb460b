import type { Json } from '../../tables/provenance';
import { isClassifier } from '../predict';
import type { StoredModel } from './stored-model';

/** What models of this project must not be used for; printed on every model's card. */
export const NOT_FOR: readonly string[] = [
  'Deciding about people. Inferring the emotions of people at the workplace or in education is prohibited in the ' +
    'European Union (AI Act, Regulation (EU) 2024/1689, Article 5(1)(f)), and systems that recognise emotions or ' +
    'choose candidates are high-risk there (Annex III). Analysis of recordings and self-training are what this is for.',
  'Saying what somebody feels. It says how a recording compares with acted speech that annotators rated.',
  'Voices, languages, rooms or microphones other than those it was trained on, without testing it there first.',
];

/**
 * A model card in Markdown: what the model predicts, from which data, how well under which protocol, and what it is
 * not for.
 *
 * @param sha256 checksum of the file of numbers the card belongs to
 *
 * M. Mitchell et al. (2019), "Model cards for model reporting", FAT*: 220-229.
 */
export function modelCard(stored: StoredModel, sha256: string): string {
  const { model, normalizer, target, units, provenance, scores } = stored;
  const { features, settings, seed, versions, data, warnings = [] } = provenance;
  const list = (fields: { readonly [name: string]: Json | undefined }): string =>
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `| ${name} | ${written(value)} |`)
      .join('\n');
  const described = Object.entries(scores);
  return `# ${target}

${isClassifier(model) ? `Tells ${model.classes[0]} from ${model.classes[1]}: the probability of the second.` : `Predicts ${target}, in units of its ratings.`}

## Model

| | |
|---|---|
${list({ kind: model.kind, ...model.settings, scaling: normalizer.kind, columns: model.features.length, 'feature set': features && `${features.name} version ${features.version}` })}

## Data and training

| | |
|---|---|
${list({ 'hash of the recordings': data, ...settings, seed, ...versions, 'hash of the weights': sha256 })}

${warnings.length > 0 ? `## Warnings\n\n${warnings.map((warning) => `- ${warning}`).join('\n')}\n\n` : ''}## Scores

Of rows the model had not seen; [low, high] is a 95 % interval, where given.

| | |
|---|---|
${described.length > 0 ? list(scores) : '| none were measured | |'}

## Limits

${limits(stored)}

## Not for

${NOT_FOR.map((line) => `- ${line}`).join('\n')}

## Columns

${model.features.map((name, j) => `\`${name}\`${units[j] ? ` (${units[j]})` : ''}`).join(', ')}
`;
}

function limits({ model, provenance }: StoredModel): string {
  return [
    'It can know only what its training data hold: their speakers, language, microphones and the way they were acted.',
    `It reads rows of the feature set ${provenance.features?.name ?? 'named above'} and refuses others.`,
    isClassifier(model)
      ? 'Its probability is about data with as large a share of either class as it was trained on, or balanced where the settings weigh the classes.'
      : 'Its predictions lie closer to the middle of the scale than ratings do.',
  ]
    .map((line) => `- ${line}`)
    .join('\n');
}

function written(value: Json | undefined): string {
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
  if (value === null || value === undefined) return '—';
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, inner]) => `${name}: ${written(inner)}`)
      .join(', ');
  return String(value);
}
