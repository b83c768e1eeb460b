import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';

/** The typeface of static pictures, and the files it is read from (empty: the system's own). */
export interface ChartFont {
  readonly family: string;
  readonly files: readonly string[];
}

const PACKAGE = 'dejavu-fonts-ttf';
const STYLES = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf', 'DejaVuSans-Oblique.ttf'];
// Wide sans-serifs first: their letters measure like the browser's fallbacks in the figures' font list.
const SYSTEM = ['DejaVu Sans', 'Verdana', 'Noto Sans', 'Liberation Sans', 'Arial', 'Helvetica', 'Open Sans'];

/**
 * The font to measure and draw text with: DejaVu Sans of the npm package when that is installed, so that
 * pictures are the same on every machine, else the first sans-serif the system has.
 *
 * @throws Error when there is no font at all, because pictures would then hold no text
 */
export function chartFont(): ChartFont {
  const places = createRequire(__filename).resolve.paths(PACKAGE) ?? [];
  const folder = places.map((place) => join(place, PACKAGE, 'ttf')).find((place) => existsSync(place));
  if (folder !== undefined) {
    const files = STYLES.map((name) => join(folder, name));
    for (const file of files) GlobalFonts.registerFromPath(file, 'DejaVu Sans');
    return { family: 'DejaVu Sans', files };
  }
  const present = GlobalFonts.families.map(({ family }) => family);
  const family = SYSTEM.find((name) => present.includes(name)) ?? present[0];
  if (family === undefined) {
    throw new Error(
      `no font to draw pictures with: the npm package ${PACKAGE} is not installed and the system has none; ` +
        'install fonts (Debian: apt-get install fonts-dejavu-core)',
    );
  }
  return { family, files: [] };
}
