import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import type { Canvas } from '@napi-rs/canvas';
import type { Figure } from '../plots/figure';
import { displayWriter, inKernel } from './display';
import type { ChartFont } from './font';
import type { Box, SvgElement } from './svg-text';

/** Draws the JSON of a plotly figure as SVG. */
type Draw = (figure: string) => Promise<string>;

interface Studio {
  readonly font: ChartFont;
  readonly draw: Draw;
  readonly rasterize: (svg: string, font: ChartFont) => Buffer;
}

/**
 * What is used of jsdom. Its own types would make the browser's globals (`name`, `open`, `event` …) known
 * throughout the project, and a forgotten import would go unnoticed.
 */
interface Jsdom {
  readonly JSDOM: new (
    html: string,
    options: { runScripts: 'outside-only' },
  ) => { readonly window: PageWindow };
}

interface PageWindow {
  eval(code: string): unknown;
  readonly URL: object;
  readonly SVGElement: { readonly prototype: object };
  readonly HTMLCanvasElement: { readonly prototype: object };
}

/** A canvas element of the page: its size. */
interface PageCanvas {
  readonly width: number;
  readonly height: number;
}

/**
 * Run inside the page. The figure enters as text and is parsed there, so that its arrays are the page's own.
 * plotly names clip paths at random and jsdom keeps every selector it ever saw, with its picture (1 MB each):
 * with the same names every time the memory stays level and the same figure gives the same file. One figure
 * at a time, because names would clash.
 */
const DRAW = `(() => {
  let seed = 1;
  Math.random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  let last = Promise.resolve();
  return (figure) => {
    const draw = () => {
      seed = 1;
      return Plotly.toImage(JSON.parse(figure), { format: 'svg', imageDataOnly: true });
    };
    return (last = last.then(draw, draw));
  };
})()`;

let studio: Promise<Studio> | undefined;

if (inKernel()) openWhenIdle();

/**
 * A notebook that imports this will draw: what that takes is loaded in the first fifth of a second in which its kernel
 * waits, for the next cell or for threads. A kernel loads the library before its first cell; until that came, it may never
 * draw. Where it cannot be loaded, `picture` says why.
 */
function openWhenIdle(): void {
  const before = performance.eventLoopUtilization();
  const look = (): void => {
    const busy = performance.eventLoopUtilization(before).utilization > 0.1;
    if (busy || displayWriter() === undefined) return openWhenIdle();
    studio ??= openStudio();
    studio.catch(() => undefined);
  };
  if (studio === undefined) setTimeout(look, 200).unref();
}

/**
 * A figure as a PNG at twice its size (192 dots per inch), drawn without a browser.
 *
 * The first call of a process loads plotly (about 1 s); later ones take 0.1 to 0.4 s, with 10,000 points 3 s.
 *
 * @throws Error when the machine has no font (see font.ts)
 */
export async function picture(figure: Figure): Promise<Buffer> {
  return pictureOf(await drawing(figure));
}

/** A figure as SVG, with the typeface of static pictures. Errors and times as those of `picture`. */
export async function drawing(figure: Figure): Promise<string> {
  studio ??= openStudio();
  const { font, draw } = await studio;
  const layout = { ...figure.layout, font: { ...figure.layout.font, family: font.family } };
  return draw(JSON.stringify({ data: figure.data, layout }));
}

/** A drawing as a PNG at twice its size. */
export async function pictureOf(svg: string): Promise<Buffer> {
  studio ??= openStudio();
  const { font, rasterize } = await studio;
  return rasterize(withPlainReferences(withoutShapesOutside(svg)), font);
}

/** The drawing with url(#a) for url('#a'), which resvg does not read: a bar of colours would be black. */
function withPlainReferences(svg: string): string {
  return svg.replace(/url\((['"]|&quot;|&apos;)(#[\w-]+)\1\)/g, 'url($2)');
}

const SHAPE = /<g class="shape-group"[^>]*><path[^>]* d="([^"]*)"[^>]*\/><\/g>/g;

/**
 * The drawing without shapes that lie wholly outside it: resvg ends the process over those, and plotly draws a line at
 * a threshold even where that is far from every value.
 */
function withoutShapesOutside(svg: string): string {
  const [, width, height] = (svg.match(/^<svg[^>]* width="([\d.]+)" height="([\d.]+)"/) ?? []).map(Number);
  return svg.replace(SHAPE, (shape: string, path: string) => {
    // plotly's lines and rectangles know M, L, H, V and Z alone; other paths stay.
    if (/[^MLHVZ\d.,\s-]/.test(path)) return shape;
    const reach = { x: [Infinity, -Infinity], y: [Infinity, -Infinity] };
    const add = (axis: 'x' | 'y', value: number): void => {
      reach[axis] = [Math.min(reach[axis][0], value), Math.max(reach[axis][1], value)];
    };
    for (const [, command, numbers] of path.matchAll(/([MLHV])([^MLHVZ]*)/g)) {
      const [first, second] = numbers.split(/[,\s]+/).map(Number);
      add(command === 'V' ? 'y' : 'x', first);
      if (command === 'M' || command === 'L') add('y', second);
    }
    const outside = reach.x[1] < 0 || reach.x[0] > width || reach.y[1] < 0 || reach.y[0] > height;
    return outside ? '' : shape;
  });
}

async function openStudio(): Promise<Studio> {
  // Loaded here and not at the top, so that a notebook without figures does not wait for them.
  const { JSDOM } = createRequire(__filename)('jsdom') as Jsdom;
  const [{ Resvg }, { chartFont }] = await Promise.all([import('@resvg/resvg-js'), import('./font')]);
  const font = chartFont();
  const { window } = new JSDOM('<!DOCTYPE html><body></body>', { runScripts: 'outside-only' });
  await addWhatJsdomLacks(window, font);
  window.eval(await readFile(createRequire(__filename).resolve('plotly.js'), 'utf8'));
  const draw = window.eval(DRAW) as Draw;
  const rasterize = (svg: string, { family, files }: ChartFont): Buffer =>
    new Resvg(svg, {
      fitTo: { mode: 'zoom', value: 2 },
      font: {
        fontFiles: [...files],
        // Scanning the system's fonts is slow, and needed only for scripts that ours does not hold (CJK).
        loadSystemFonts: files.length === 0 || /[\u0590-\u1dff\u2c00-\uffff]/.test(svg),
        defaultFontFamily: family,
        sansSerifFamily: family,
      },
    })
      .render()
      .asPng();
  return { font, draw, rasterize };
}

/** plotly asks the browser for sizes and pixels, which jsdom does not have. */
async function addWhatJsdomLacks(window: PageWindow, font: ChartFont): Promise<void> {
  const [{ createCanvas }, { pageBox, svgBox, textRuler }] = await Promise.all([
    import('@napi-rs/canvas'),
    import('./svg-text'),
  ]);
  const ruler = textRuler(font.family);
  const rect = ({ x, y, width, height }: Box): object => {
    const sides = { x, y, width, height, left: x, top: y, right: x + width, bottom: y + height };
    return { ...sides, toJSON: () => sides };
  };
  Object.defineProperty(window.SVGElement.prototype, 'getBoundingClientRect', {
    value(this: SvgElement) {
      return rect(pageBox(this, ruler));
    },
  });
  Object.defineProperty(window.SVGElement.prototype, 'getBBox', {
    value(this: SvgElement) {
      return rect(svgBox(this, ruler));
    },
  });
  Object.defineProperty(window.SVGElement.prototype, 'getTotalLength', { value: () => 0 });
  Object.defineProperty(window.URL, 'createObjectURL', { value: () => '' });

  // Heat maps are painted on a canvas whose size plotly sets before it asks for the context.
  const canvases = new WeakMap<PageCanvas, Canvas>();
  const canvasOf = (element: PageCanvas): Canvas => {
    const known = canvases.get(element);
    if (known !== undefined) return known;
    const made = createCanvas(element.width, element.height);
    canvases.set(element, made);
    return made;
  };
  Object.defineProperty(window.HTMLCanvasElement.prototype, 'getContext', {
    value(this: PageCanvas, kind: string) {
      return kind === '2d' ? canvasOf(this).getContext('2d') : null;
    },
  });
  Object.defineProperty(window.HTMLCanvasElement.prototype, 'toDataURL', {
    value(this: PageCanvas) {
      return canvasOf(this).toDataURL('image/png');
    },
  });
}
