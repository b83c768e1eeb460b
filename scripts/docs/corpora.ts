import { corpora, families } from '../../lib/corpora/registry';

const [begin, end] = ['<!-- written by npm run docs -->', '<!-- end -->'];

/**
 * Writes the corpora of utterances between the two marks of the page.
 *
 * @throws Error when the page lacks a mark
 */
export function corporaPage(page: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the page lacks ${begin} or, after it, ${end}`);
  return `${page.slice(0, from)}${[begin, ...corpusLines(), end].join('\n')}${page.slice(to + end.length)}`;
}

function corpusLines(): string[] {
  const known = corpora.flatMap(({ folder, layout }) =>
    layout.map(([path, note]) => [`${folder}/${path}`, note] as const),
  );
  const files = [...known, ...families.flatMap(({ layout }) => layout)].map(([path, note]) =>
    `${`  ${path}`.padEnd(68)}${note ?? ''}`.trimEnd(),
  );
  const sources = corpora.map(({ name, source, scales }) => `- **${name}** (${scales} scales): ${source}`);
  const tables = families.map(
    ({ name, source }) => `- **${name}** (rated or nominal, as its labels say): ${source}`,
  );
  return ['', '```', 'auditary_emotion_recognition/', ...files, '```', '', ...sources, ...tables, ''];
}
