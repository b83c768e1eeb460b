import { encodeMp3, type Mp3 } from '../audio/mp3';
import type { Signal } from '../audio/signal';
import type { Moment, TimedFigure } from '../plots/moments';
import { fontFamily } from '../plots/theme';
import { decimals, plain } from '../plots/words';
import { escapeHtml, type DisplayBundle } from './display';
import { drawing, pictureOf } from './picture';
import { PLAYER_SCRIPT } from './player-script';

/**
 * What of a recording goes into the notebook, where everyone who gets the notebook can hear it: nothing; a synthetic
 * voice of the demo corpus, which is nobody's; or people. The last is for those who may share the recording.
 */
export type Sound = 'none' | 'synthetic' | 'recording';

/** Values that are told at the cursor. */
export interface PlayerTrack {
  readonly name: string;
  readonly unit: string;
  readonly digits: number;
  /** s, one per value */
  readonly times: ArrayLike<number>;
  /** NaN where there is none. */
  readonly values: ArrayLike<number>;
  /** How far from its time a value still holds, s. */
  readonly reach: number;
}

/** A figure over time with what a player below it needs; `show` shows it. */
export interface PlayerParts {
  readonly figure: TimedFigure;
  readonly tracks: readonly PlayerTrack[];
  readonly moments: readonly Moment[];
  readonly sound: Sound;
  /** Needed where there is sound. */
  readonly recording?: Signal;
}

/**
 * The player as HTML that loads nothing, with a picture of it for places without HTML and a sentence for those without
 * pictures. Without scripts the HTML still holds the drawing, the moments, and the browser's own player.
 *
 * @throws TypeError when sound is asked for and there is no recording
 */
export async function playerBundle(parts: PlayerParts): Promise<DisplayBundle> {
  const { figure, sound, recording } = parts;
  if (sound !== 'none' && recording === undefined)
    throw new TypeError(`sound '${sound}' without a recording; give one, or sound: 'none'`);
  const mp3 = sound === 'none' || recording === undefined ? undefined : await encodeMp3(recording);
  const svg = await drawing(figure);
  const { width, height } = figure.layout;
  return {
    data: {
      'text/html': playerHtml(parts, svg, mp3),
      'image/png': (await pictureOf(svg)).toString('base64'),
      'text/plain': figure.alt,
    },
    metadata: { 'image/png': { width, height } },
    transient: {},
  };
}

/**
 * The player as HTML.
 *
 * @param svg    its figure
 * @param mp3    its sound; undefined where there is none
 * @param silent what is said where there is none
 */
export function playerHtml(
  { figure, tracks, moments, sound }: PlayerParts,
  svg: string,
  mp3: Mp3 | undefined,
  silent: string = 'The sound is not in this notebook.',
): string {
  const { width, height } = figure.layout;
  const { left, right, top, bottom, from, to } = figure.timeAxis;
  const view = {
    delay: mp3?.delay ?? 0,
    from,
    to,
    tracks: tracks.map(({ name, unit, digits, times, values, reach }) => {
      return { name, unit, digits, reach, times: plain(times), values: plain(values) };
    }),
  };
  const share = (px: number, whole: number): string => `${((100 * px) / whole).toFixed(3)}%`;
  const place = [
    `left:${share(left, width)}`,
    `top:${share(top, height)}`,
    `width:${share(right - left, width)}`,
    `height:${share(bottom - top, height)}`,
  ].join(';');
  const alt = escapeHtml(figure.alt);
  return [
    // JupyterLab would otherwise take the arrow keys for itself.
    `<div class="saa-player" data-sound="${sound}" data-lm-suppress-shortcuts="true" data-view="${escapeHtml(JSON.stringify(view))}">`,
    `<style>${STYLE}</style>`,
    `<div class="saa-stage" style="max-width:${width}px">`,
    `<img src="${svgUrl(svg)}" alt="${alt}" width="${width}" height="${height}" draggable="false">`,
    `<div class="saa-strip" role="slider" tabindex="0" aria-label="Position in the recording" aria-valuemin="0" aria-valuemax="${to.toFixed(2)}" aria-valuenow="0" style="${place}"><div class="saa-cursor"></div></div>`,
    '</div>',
    '<p class="saa-now"></p>',
    mp3 === undefined
      ? `<p class="saa-note">${escapeHtml(silent)} Click the figure, or move with the arrow keys, to read its values.</p>`
      : `<audio controls preload="metadata" src="data:audio/mpeg;base64,${Buffer.from(mp3.bytes).toString('base64')}"></audio>`,
    ...(moments.length === 0 ? [] : [`<ol class="saa-moments">${moments.map(momentItem).join('')}</ol>`]),
    '<noscript><p class="saa-note">Scripts are off here: the cursor does not follow the sound.</p></noscript>',
    '</div>',
    `<script>${PLAYER_SCRIPT}</script>`,
  ].join('\n');
}

function momentItem({ start, end, label, cue }: Moment): string {
  const when = `${decimals(start, 1)}–${decimals(end, 1)} s`;
  const why = cue === undefined ? '' : ` <span class="saa-note">${escapeHtml(cue)}</span>`;
  return `<li><button type="button" data-start="${start}">${when}</button> ${escapeHtml(label)}${why}</li>`;
}

/** A drawing as an image, in which no script runs and no name clashes with the page's. Shorter than base64. */
function svgUrl(svg: string): string {
  const named = svg.replace(/font-family: DejaVu Sans;/g, `font-family: ${fontFamily.replace(/"/g, "'")};`);
  const escaped = named.replace(/[%#"&<>\s]/g, (c) => (c === ' ' ? c : encodeURIComponent(c)));
  return `data:image/svg+xml,${escaped}`;
}

const STYLE = [
  '.saa-player { background: var(--jp-layout-color0, #fff); color: var(--jp-content-font-color1, #1a1a1a); font: 13px/1.5 sans-serif; padding: 4px; max-width: 840px; }',
  '.saa-stage { position: relative; } .saa-stage img { display: block; width: 100%; height: auto; margin: 0; }',
  '.saa-strip { position: absolute; cursor: crosshair; touch-action: none; overflow: hidden; }',
  '.saa-strip:focus-visible { outline: 2px solid #0072b2; }',
  '.saa-cursor { position: absolute; top: 0; bottom: 0; left: 0; width: 0; border-left: 2px solid #d55e00; box-shadow: 0 0 0 1px #fff; }',
  '.saa-now { margin: 4px 8px; font-variant-numeric: tabular-nums; min-height: 1.5em; }',
  '.saa-note { color: var(--jp-content-font-color2, #6b6b6b); margin: 4px 8px; } .saa-player audio { width: 100%; max-width: 480px; }',
  '.saa-moments { margin: 6px 0; padding-left: 34px; } .saa-moments button { font: inherit; cursor: pointer; }',
].join(' ');
