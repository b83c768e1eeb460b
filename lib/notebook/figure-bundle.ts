import type { Figure } from '../plots/figure';
import type { DisplayBundle } from './display';
import { picture } from './picture';

/**
 * The figure in the three formats that between them show everywhere: live where plotly is (JupyterLab), a picture
 * elsewhere (GitHub, exports), a sentence where neither is.
 */
export async function figureBundle(figure: Figure): Promise<DisplayBundle> {
  const { data, layout, alt } = figure;
  const { width, height } = layout;
  const png = await picture(figure);
  return {
    data: {
      'application/vnd.plotly.v1+json': { data, layout, config: { displaylogo: false } },
      'image/png': png.toString('base64'),
      'text/plain': alt,
    },
    // The picture has twice the pixels; this keeps it at the figure's size.
    metadata: { 'image/png': { width, height } },
    transient: {},
  };
}
