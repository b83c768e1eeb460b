import type { Data, Layout } from 'plotly.js';

/** One layer of a plotly figure. Numbers are plain arrays, so that the figure is also its JSON. */
export type PlotlyTrace = Data;

/** A plotly layout whose size is known, px. */
export type FigureLayout = Partial<Layout> & { width: number; height: number };

/** What to draw, and a sentence for those who cannot see it. */
export interface Figure {
  readonly kind: 'figure';
  readonly data: PlotlyTrace[];
  readonly layout: FigureLayout;
  /** What the figure shows, composed from its numbers. */
  readonly alt: string;
  /** From which it is made again at another width; a row of figures has none. */
  readonly design?: FigureDesign;
  /** The same for a place beside others: its panels below each other. */
  readonly narrow?: () => Figure;
}

/** A figure as its function describes it, before texts are broken into lines. */
export interface FigureDesign {
  readonly title: string;
  /** One line below the title: n, what was left out, how points were moved. */
  readonly subtitle: string;
  readonly width: number; // px
  readonly height: number; // px
  readonly layout: Omit<FigureLayout, 'width' | 'height' | 'title'>;
}

/** Everything a figure needs beside the theme. */
export interface FigureParts extends FigureDesign {
  readonly data: PlotlyTrace[];
  readonly alt: string;
}

/** The width that JupyterLab gives to an output in a window of 1280 px; GitHub and rendered notebooks give more. No figure is wider. */
export const PAGE_WIDTH = 840; // px
