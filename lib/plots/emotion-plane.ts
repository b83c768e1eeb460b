import { InsufficientData } from '../stats/insufficient-data';
import type { Annotations, LayoutAxis } from 'plotly.js';
import { highestDensityLevel, planeDensity } from '../stats/density';
import { random } from '../stats/random';
import { max, mean, min, variance } from '../stats/summary';
import { emotionLook } from './emotions';
import { PAGE_WIDTH, type Figure, type PlotlyTrace } from './figure';
import { panelAxes, panelGrid, panelHeading } from './panels';
import { axis, colours, legendBelow, themed } from './theme';
import { depths, DRAWN, seenPlaces, THINNED } from './thin';
import { counted, decimals, listed, plain, plainText } from './words';

/** Utterances in the valence-arousal plane, for example as rated or as predicted. */
export interface PlanePanel {
  readonly name: string;
  readonly valence: ArrayLike<number>;
  readonly arousal: ArrayLike<number>;
  /** Category of each utterance: 'exc', 'sad' … */
  readonly emotions: readonly string[];
  /**
   * Points are moved at random by up to this much, so that equal ratings do not hide each other; the
   * subtitle says so. 0 for predictions, which do not coincide.
   */
  readonly jitter: number;
}

export interface PlaneOptions {
  readonly title: string;
  readonly note?: string;
  /** Contour lines around the regions of highest density that hold 50 and 90 % of all utterances of a panel. */
  readonly density?: boolean;
}

const GRID = 49;
/** Points from which the density is estimated at most; 49 × 49 places take as many kernels each. */
const DENSE = 12_000;

/**
 * Utterances by valence and arousal, both 1 to 5, told apart by emotion; the large marker is the mean of an
 * emotion, the ellipse around it one standard deviation (of the covariance). One square panel each, side by side. Utterances
 * without a valence or an arousal have no place and are not counted.
 *
 * @throws RangeError when the columns of a panel differ in length, or there is no panel
 */
export function emotionPlane(
  panels: readonly PlanePanel[],
  { title, note, density = false }: PlaneOptions,
): Figure {
  if (panels.length === 0)
    throw new InsufficientData('a valence-arousal plane needs at least one panel of utterances');
  const categories = [...new Set(panels.flatMap(({ emotions }) => emotions))];
  const margin = { l: 62, r: 24, t: 98, b: 100 };
  const gapX = 60;
  const room = PAGE_WIDTH - margin.l - margin.r - (panels.length - 1) * gapX;
  const side = Math.min(460, Math.floor(room / panels.length));
  const grid = panelGrid(panels.length, panels.length, {
    panelWidth: side,
    panelHeight: side,
    gapX,
    gapY: 0,
    margin,
  });
  const all = panels.flatMap(({ valence, arousal }) => [...Array.from(valence), ...Array.from(arousal)]);
  const range = [min([0.7, min(all) - 0.1]), max([5.3, max(all) + 0.1])];
  const points: PlotlyTrace[] = [];
  const ellipses: PlotlyTrace[] = [];
  const means: PlotlyTrace[] = [];
  const contours: PlotlyTrace[] = [];
  const annotations: Partial<Annotations>[] = [];
  const axes: Record<string, Partial<LayoutAxis>> = {};
  const sentences: string[] = [];
  panels.forEach(({ name, valence, arousal, emotions, jitter }, index) => {
    if (valence.length !== emotions.length || arousal.length !== emotions.length) {
      throw new RangeError(
        `${name}: ${valence.length} valences, ${arousal.length} arousals and ${emotions.length} emotions; give one of each per utterance`,
      );
    }
    const panel = grid.panels[index];
    const axesOf = { xaxis: panel.x, yaxis: panel.y };
    if (density) contours.push(...densityContours(valence, arousal, range, axesOf));
    // Many points hide each other less when small and faint.
    const size = emotions.length > 1500 ? 4 : 5;
    const opacity = Math.min(0.6, 15 / Math.sqrt(emotions.length));
    // A fixed seed: the same data give the same picture.
    const stream = random(1);
    const moved = (value: number): number => value + stream.uniform(-jitter, jitter);
    const isPlaced = (row: number): boolean => Number.isFinite(valence[row] + arousal[row]);
    const placed = emotions.filter((_, row) => isPlaced(row)).length;
    const centres = categories.flatMap((category, place) => {
      const rows = emotions.flatMap((emotion, row) => (emotion === category && isPlaced(row) ? [row] : []));
      if (rows.length === 0) return [];
      const look = emotionLook(category, place);
      const label = plainText(look.name);
      const centre = { x: mean(rows.map((row) => valence[row])), y: mean(rows.map((row) => arousal[row])) };
      const shared = { type: 'scatter' as const, mode: 'markers' as const, ...axesOf, legendgroup: category };
      const [movedX, movedY] = [valence, arousal].map((values) => rows.map((row) => moved(values[row])));
      const seen = seenPlaces(movedX, movedY, [...rows.keys()], emotions.length);
      points.push({
        ...shared,
        x: plain(seen.rows.map((i) => movedX[i])),
        y: plain(seen.rows.map((i) => movedY[i])),
        name: label,
        showlegend: false,
        marker: {
          color: look.colour,
          symbol: look.symbol,
          size,
          opacity: emotions.length > DRAWN ? depths(seen.counts) : opacity,
        },
        hovertemplate: `${label}: valence %{x:.2f}, arousal %{y:.2f}<extra></extra>`,
      });
      ellipses.push({
        ...axesOf,
        ...deviationEllipse(
          rows.map((row) => valence[row]),
          rows.map((row) => arousal[row]),
        ),
        type: 'scatter',
        mode: 'lines',
        legendgroup: category,
        showlegend: false,
        line: { color: look.colour, width: 2, dash: look.dash },
        hoverinfo: 'skip',
      });
      means.push({
        ...shared,
        x: plain([centre.x]),
        y: plain([centre.y]),
        name: label,
        showlegend: index === 0,
        marker: {
          color: look.colour,
          symbol: look.symbol,
          size: 15,
          line: { color: colours.black, width: 1.5 },
        },
        hovertemplate: `mean of ${label}: valence %{x:.2f}, arousal %{y:.2f}, n = ${rows.length}<extra></extra>`,
      });
      return [`${look.name} at valence ${decimals(centre.x, 2)} and arousal ${decimals(centre.y, 2)}`];
    });
    const nowhere = 'nothing has both a valence and an arousal';
    sentences.push(
      placed === 0 ? `${name}: ${nowhere}` : `${name}, means of n = ${counted(placed)}: ${listed(centres)}`,
    );
    const heading = placed === 0 ? nowhere : `n = ${counted(placed)}`;
    annotations.push(panelHeading(panel, `<b>${plainText(name)}</b>  ${heading}`));
    const x = axis({ name: 'valence', unit: '1–5' }, { range, dtick: 1 });
    const y = axis({ name: 'arousal', unit: '1–5' }, { range, dtick: 1 });
    if (!panel.leftmost) delete y.title;
    Object.assign(axes, panelAxes(panel, x, y));
  });
  const widest = Math.max(...panels.map(({ jitter }) => jitter));
  return themed({
    title,
    subtitle: [
      'large markers: means; ellipses: one standard deviation',
      ...(contours.length > 0 ? ['black lines: highest density, 50 % and 90 % of all'] : []),
      ...(widest > 0 ? [`ratings moved at random by up to ±${widest} to show overlapping points`] : []),
      ...(panels.some(({ emotions }) => emotions.length > DRAWN) ? [THINNED] : []),
      ...(note === undefined ? [] : [note]),
    ].join('; '),
    width: grid.width,
    height: grid.height,
    data: [...points, ...contours, ...ellipses, ...means],
    layout: { ...axes, margin, annotations, showlegend: true, legend: legendBelow },
    alt: `${title}: valence-arousal plane. ${sentences.join('. ')}.`,
  });
}

function densityContours(
  valence: ArrayLike<number>,
  arousal: ArrayLike<number>,
  [low, high]: readonly number[],
  axes: { readonly xaxis: string; readonly yaxis: string },
): PlotlyTrace[] {
  const places = Array.from({ length: GRID }, (_, i) => low + (i / (GRID - 1)) * (high - low));
  // Of more points every second, third … shows the same regions.
  const stride = Math.ceil(valence.length / DENSE);
  const part = (values: ArrayLike<number>): Float64Array =>
    Float64Array.from({ length: Math.ceil(values.length / stride) }, (_, i) => values[i * stride]);
  const heights = planeDensity(part(valence), part(arousal), places, places);
  const [outer, inner] = [0.9, 0.5].map((share) => highestDensityLevel(heights, share));
  if (!(inner > outer)) return [];
  return [
    {
      type: 'contour',
      ...axes,
      x: plain(places),
      y: plain(places),
      z: places.map((_, row) => plain(heights.subarray(row * GRID, (row + 1) * GRID))),
      autocontour: false,
      contours: { coloring: 'none', start: outer, end: inner, size: inner - outer },
      line: { color: colours.black, width: 1.3 },
      showscale: false,
      showlegend: false,
      hoverinfo: 'skip',
    },
  ];
}

/** The curve at one standard deviation from the mean in every direction; empty where there is no spread. */
function deviationEllipse(x: readonly number[], y: readonly number[]): { x: number[]; y: number[] } {
  const [meanX, meanY] = [mean(x), mean(y)];
  const [xx, yy] = [variance(x, 'n-1'), variance(y, 'n-1')];
  if (!(xx > 0 && yy > 0)) return { x: [], y: [] };
  const xy = x.reduce((sum, value, i) => sum + (value - meanX) * (y[i] - meanY), 0) / (x.length - 1);
  // Cholesky factor of the covariance, applied to the unit circle.
  const [a, b] = [Math.sqrt(xx), xy / Math.sqrt(xx)];
  const c = Math.sqrt(Math.max(0, yy - b * b));
  const angles = Array.from({ length: 61 }, (_, i) => (i / 60) * 2 * Math.PI);
  return {
    x: plain(angles.map((angle) => meanX + a * Math.cos(angle))),
    y: plain(angles.map((angle) => meanY + b * Math.cos(angle) + c * Math.sin(angle))),
  };
}
