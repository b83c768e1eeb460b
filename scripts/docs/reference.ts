import { frontDoor, type FrontDoorName } from './front-door';

/** Writes docs/reference.md: every name of `lib/index.ts`, from its docstring. */
export function referencePage(): string {
  const { names } = frontDoor();
  const values = names.filter(({ kind }) => kind === 'value');
  const types = names.filter(({ kind, members }) => kind === 'type' && members.length > 0);
  return [
    '# Reference',
    '',
    "Everything that `import { … } from './lib/index'` gives. `npm run docs` writes this page from the docstrings; the tests run",
    'every example, with `sound` an opened recording, `files` some paths, and `table` a frame of features.',
    '',
    values.map(({ name }) => `[\`${name}\`](#${anchor(name)})`).join(' · '),
    '',
    ...values.flatMap(valueLines),
    '## Types',
    '',
    ...types.flatMap(typeLines),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

/** As GitHub makes it of a heading. */
function anchor(name: string): string {
  return name.toLowerCase().replace(/[^\w-]/g, '');
}

function valueLines({ name, signature, doc, tags }: FrontDoorName): string[] {
  const of = (tag: string): string[] => tags.filter((one) => one.name === tag).map(({ text }) => text);
  const line = (text: string): string =>
    text
      .split(/\n\s*\n/)[0]
      .replace(/\s+/g, ' ')
      .trim();
  // What follows the last tag after an empty line is the source of the method.
  const sources = tags
    .filter((tag) => tag.name !== 'example')
    .flatMap(({ text }) => text.split(/\n\s*\n/).slice(1))
    .map((text) => text.replace(/\s+/g, ' ').trim());
  return [
    `## ${name}`,
    '',
    doc,
    '',
    '```ts',
    signature,
    '```',
    '',
    ...of('param').map((text) => `- ${line(text).replace(/^([\w.]+) -? ?/, '`$1`: ')}`),
    ...of('returns').map((text) => `- Returns ${line(text)}`),
    ...of('throws').map((text) => `- Throws ${line(text).replace(/^\{(\w+)\}/, '$1')}`),
    '',
    ...sources.flatMap((text) => [text, '']),
    ...of('example').flatMap((text) => ['```ts', text, '```', '']),
  ];
}

function typeLines({ name, doc, members }: FrontDoorName): string[] {
  const cell = (text: string): string => text.replace(/\s+/g, ' ').replace(/\|/g, '\\|');
  return [
    `### ${name}`,
    '',
    doc,
    '',
    '| member | type | |',
    '|---|---|---|',
    ...members.map((member) => `| \`${member.name}\` | \`${cell(member.type)}\` | ${cell(member.doc)} |`),
    '',
  ];
}
