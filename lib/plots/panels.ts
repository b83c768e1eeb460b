import type { Annotations, LayoutAxis } from 'plotly.js';

/** One pair of axes in a grid of several. */
export interface Panel {
  /** Axis names as traces use them: 'x3', 'y3'. */
  readonly x: string;
  readonly y: string;
  readonly xDomain: [number, number];
  readonly yDomain: [number, number];
  /** No panel stands to the left, or below: this one carries the titles of its axes. */
  readonly leftmost: boolean;
  readonly lowest: boolean;
}

export interface PanelGrid {
  readonly panels: readonly Panel[];
  readonly columns: number;
  readonly width: number; // px
  readonly height: number; // px
  readonly margin: { readonly l: number; readonly r: number; readonly t: number; readonly b: number };
}

/** Sizes in px. */
export interface PanelSizes {
  readonly panelWidth: number;
  readonly panelHeight: number;
  readonly gapX: number;
  readonly gapY: number;
  readonly margin: PanelGrid['margin'];
}

/** A grid of equal panels, row by row from the top left, and the size of the figure that holds them. */
export function panelGrid(count: number, columns: number, sizes: PanelSizes): PanelGrid {
  const { panelWidth, panelHeight, gapX, gapY, margin } = sizes;
  const rows = Math.ceil(count / columns);
  const innerWidth = columns * panelWidth + (columns - 1) * gapX;
  const innerHeight = rows * panelHeight + (rows - 1) * gapY;
  const panels = Array.from({ length: count }, (_, index): Panel => {
    const left = (index % columns) * (panelWidth + gapX);
    const top = Math.floor(index / columns) * (panelHeight + gapY);
    const name = index === 0 ? '' : String(index + 1);
    return {
      x: `x${name}`,
      y: `y${name}`,
      xDomain: [left / innerWidth, (left + panelWidth) / innerWidth],
      yDomain: [Math.max(0, 1 - (top + panelHeight) / innerHeight), 1 - top / innerHeight],
      leftmost: index % columns === 0,
      lowest: index + columns >= count,
    };
  });
  return {
    panels,
    columns,
    width: innerWidth + margin.l + margin.r,
    height: innerHeight + margin.t + margin.b,
    margin,
  };
}

/** The layout entries of a panel's axes, placed and tied to each other. */
export function panelAxes(
  panel: Panel,
  x: Partial<LayoutAxis>,
  y: Partial<LayoutAxis>,
): Record<string, Partial<LayoutAxis>> {
  return {
    [panel.x.replace('x', 'xaxis')]: { ...x, domain: panel.xDomain, anchor: panel.y as LayoutAxis['anchor'] },
    [panel.y.replace('y', 'yaxis')]: { ...y, domain: panel.yDomain, anchor: panel.x as LayoutAxis['anchor'] },
  };
}

/** Text just above a panel, at its left edge. */
export function panelHeading(panel: Panel, text: string): Partial<Annotations> {
  return {
    text,
    x: panel.xDomain[0],
    y: panel.yDomain[1],
    xref: 'paper',
    yref: 'paper',
    xanchor: 'left',
    yanchor: 'bottom',
    align: 'left',
    showarrow: false,
    yshift: 2,
    font: { size: 12 },
  };
}
