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
}
