// The documentation as a static site, with the page of npm run page as a playground.
import fs from 'node:fs';
import path from 'node:path';
import MarkdownIt from 'markdown-it';
import { writePage } from '../page.mjs';
import { root } from '../setup/places.mjs';

export const siteFolder = path.join(root, 'build', 'site');

/** Where the page lies in the site. */
const PLAYGROUND = 'playground';

/** The address of a heading, as GitHub makes it. */
export const slug = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replace(/\s/g, '-');

/** Markdown files of the site, from the project's folder; the README is its first page. */
const pages = () => [
  'README.md',
  ...fs
    .readdirSync(path.join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .sort(),
];

const htmlOf = (page) => (page === 'README.md' ? 'index.html' : page.replace(/\.md$/, '.html'));
const titleOf = (text) => /^# (.+)$/m.exec(text)?.[1] ?? 'Documentation';

/**
 * Writes the site: a page for each of docs/ and the README, the files they lead to, and the playground.
 *
 * @returns {Promise<string>} the folder
 */
export async function writeSite(folder = siteFolder) {
  fs.rmSync(folder, { recursive: true, force: true });
  const all = pages().map((page) => {
    const text = fs.readFileSync(path.join(root, page), 'utf8');
    return { page, text, title: page === 'README.md' ? 'Overview' : titleOf(text) };
  });
  const linked = new Set();
  for (const { page, text, title } of all) {
    const markdown = new MarkdownIt({ html: false, linkify: false });
    markdown.core.ruler.push('addresses', ({ tokens }) => {
      tokens.forEach((token, i) => {
        if (token.type === 'heading_open') token.attrSet('id', slug(tokens[i + 1].content));
        for (const child of token.children ?? []) {
          const name = child.type === 'image' ? 'src' : 'href';
          const address = child.attrGet?.(name);
          if (address && !/^(https?:|#)/.test(address))
            child.attrSet(name, moved(page, address, all, linked));
        }
      });
    });
    write(folder, htmlOf(page), document(page, title, markdown.render(text), all));
  }
  for (const file of linked) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.copyFileSync(path.join(root, file), path.join(folder, file));
  }
  await writePage(path.join(folder, PLAYGROUND));
  return folder;
}

/** An address in the site for one in the repository; a file that is no page is put into the site. */
function moved(page, address, all, linked) {
  const [file, heading] = address.split('#');
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(page), file));
  const isPage = all.some((one) => one.page === target);
  if (!isPage) linked.add(target);
  const to = path.posix.relative(path.posix.dirname(htmlOf(page)), isPage ? htmlOf(target) : target);
  return heading === undefined ? to : `${to}#${heading}`;
}

function document(page, title, content, all) {
  const up = path.posix.relative(path.posix.dirname(htmlOf(page)), '.') || '.';
  const link = (address, words, here) =>
    `<li><a href="${up}/${address}"${here ? ' aria-current="page"' : ''}>${words}</a></li>`;
  const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/`/g, '');
  const links = [
    ...all.map((one) => link(htmlOf(one.page), escape(one.title), one.page === page)),
    link(`${PLAYGROUND}/index.html`, 'Playground: measure a voice', false),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(title)} – Sentiment Audio Analysis</title>
<style>${STYLE}</style>
</head>
<body>
<nav aria-label="Pages"><ul>
${links.join('\n')}
</ul></nav>
<main>
${content}</main>
</body>
</html>
`;
}

function write(folder, file, text) {
  const target = path.join(folder, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, text);
}

const STYLE = `
:root { --paper: #fff; --ink: #1a1a1a; --faint: #d9d9d9; --code: #f3f3f3; --link: #005a8e; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181c; --ink: #ececec; --faint: #444a52; --code: #23272e; --link: #58b4f0; } }
* { box-sizing: border-box; }
body { background: var(--paper); color: var(--ink); display: grid; font: 16px/1.6 system-ui, sans-serif; gap: 32px; grid-template-columns: 250px minmax(0, 800px); margin: 0; padding: 20px; }
nav ul { list-style: none; margin: 0; padding: 0; position: sticky; top: 20px; } nav li { margin: 4px 0; }
a { color: var(--link); } [aria-current] { font-weight: 700; } :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
main { overflow-wrap: break-word; } img { height: auto; max-width: 100%; background: #fff; }
pre { background: var(--code); overflow-x: auto; padding: 12px; } code { background: var(--code); font-size: 0.92em; padding: 1px 3px; } pre code { padding: 0; }
table { border-collapse: collapse; display: block; max-width: 100%; overflow-x: auto; } th, td { border: 1px solid var(--faint); padding: 4px 10px; text-align: left; vertical-align: top; }
@media (max-width: 800px) { body { grid-template-columns: minmax(0, 1fr); padding: 12px; } nav ul { position: static; } }
`.trim();
