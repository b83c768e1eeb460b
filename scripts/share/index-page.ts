import { escapeHtml } from '../../lib/notebook/display';

/** Main numbers from scripts/summary.mjs. */
export interface MainNumbers {
  readonly synthetic: boolean;
  readonly seed: number;
  /** Warnings on the predictions for interviews. */
  readonly warnings: readonly string[];
  readonly tables: readonly {
    readonly caption: string;
    readonly columns: readonly string[];
    readonly rows: readonly { readonly name: string; readonly values: readonly string[] }[];
  }[];
}

export interface SharedNotebook {
  readonly name: string;
  readonly title: string;
  /** PNG in base64, its width on the page in CSS pixels, and what it shows in words. */
  readonly figure?: { readonly png: string; readonly width: number; readonly words: string };
}

const style = `
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; }
table { border-collapse: collapse; margin: 1rem 0; }
caption { text-align: left; font-weight: 600; white-space: nowrap; }
th, td { padding: 0.2rem 1rem 0.2rem 0; text-align: right; border-bottom: 1px solid #ddd; }
th:first-child, td:first-child { text-align: left; }
img { max-width: 100%; height: auto; }
.note { background: #fff3cd; padding: 0.5rem 1rem; }
section { margin: 2.5rem 0; }`;

/** The index page: main numbers, a figure of each notebook, provenance. */
export function indexPage(
  notebooks: readonly SharedNotebook[],
  { synthetic, warnings, tables }: MainNumbers,
  provenance: Readonly<Record<string, string>>,
): string {
  const note = synthetic
    ? '<p class="note"><strong>Synthetic demo corpus.</strong> Every number and figure here is about artificial ' +
      'voices and says nothing about people.</p>'
    : '';
  const warned = warnings.map(
    (warning) => `<p class="note"><strong>Warning.</strong> ${escapeHtml(warning)}</p>`,
  );
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Sentiment audio analysis</title><style>${style}</style></head>
<body>
<h1>How excited does a person sound?</h1>
${note}
${warned.join('\n')}
${tables.map(numberTable).join('\n')}
${notebooks.map(section).join('\n')}
<section><h2>Where this comes from</h2>
<table>${Object.entries(provenance)
    .map(([name, value]) => `<tr><td>${escapeHtml(name)}</td><td>${escapeHtml(value)}</td></tr>`)
    .join('')}</table>
<p>Scores describe how recordings sound to models; they do not say what somebody feels, and are not for deciding about
people.</p></section>
</body>
</html>
`;
}

function numberTable({ caption, columns, rows }: MainNumbers['tables'][number]): string {
  const head = columns.map((column) => `<th>${escapeHtml(column)}</th>`).join('');
  const body = rows.map(
    ({ name, values }) =>
      `<tr><td>${escapeHtml(name)}</td>${values.map((value) => `<td>${escapeHtml(value)}</td>`).join('')}</tr>`,
  );
  return `<table><caption>${escapeHtml(caption)}</caption><tr><th></th>${head}</tr>${body.join('')}</table>`;
}

function section({ name, title, figure }: SharedNotebook): string {
  const picture = figure
    ? `<p><img src="data:image/png;base64,${figure.png}" alt="${escapeHtml(figure.words)}" width="${figure.width}"></p>`
    : '';
  return `<section><h2><a href="${name}.html">${escapeHtml(title)}</a></h2>
${picture}
<p><a href="${name}.html">Read it</a> · <a href="${name}.ipynb" download>the notebook</a></p></section>`;
}
