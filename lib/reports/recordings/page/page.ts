import { createHash } from 'node:crypto';
import { escapeHtml } from '../../../notebook/display';
import { PLAYER_SCRIPT } from '../../../notebook/player-script';

/** A part of the page under a heading. */
export interface Section {
  readonly heading: string;
  /** HTML. */
  readonly content: string;
}

/**
 * A page that loads nothing: its policy allows styles, the player's script, and pictures and sound that lie in it.
 *
 * @param title shown as it is, such as the name of a file
 */
export function pageHtml(title: string, sections: readonly Section[]): string {
  const script = createHash('sha256').update(PLAYER_SCRIPT).digest('base64');
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `script-src 'sha256-${script}'`,
    'img-src data:',
    'media-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${sections.map(({ heading, content }) => `<section>\n${heading === '' ? '' : `<h2>${escapeHtml(heading)}</h2>\n`}${content}\n</section>`).join('\n')}
</main>
</body>
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --text: #1a1a1a; --faint: #595959; --line: #d0d0d0; --note: #fff3cd; --jp-layout-color0: var(--ground); --jp-content-font-color1: var(--text); --jp-content-font-color2: var(--faint); }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 54rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; overflow-wrap: anywhere; } h2 { font-size: 1.2rem; margin: 2rem 0 0.5rem; } h3 { font-size: 1rem; }
p, li { max-width: 46rem; overflow-wrap: break-word; }
.wide, .saa-player { overflow-x: auto; }
.saa-stage { min-width: 640px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.25rem 1rem 0.25rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
.note { background: var(--note); padding: 0.5rem 1rem; }
.faint { color: var(--faint); }
@media (prefers-color-scheme: dark) {
  :root { --ground: #121212; --text: #e6e6e6; --faint: #a6a6a6; --line: #444; --note: #3a3000; }
  .saa-stage img { filter: invert(0.93) hue-rotate(180deg); }
}
@media print { audio { display: none; } }`;
