import type { Theme } from '../theme';
import { ticks, xOf, yOf, type Panel, type Scene } from './scene';

const FONT = '11px system-ui, sans-serif';

/** The frame of a panel. */
export function frame(context: CanvasRenderingContext2D, scene: Scene, panel: Panel, theme: Theme): void {
  context.strokeStyle = theme.faint;
  context.lineWidth = 1;
  context.strokeRect(scene.left - 0.5, panel.top - 0.5, scene.right - scene.left + 1, panel.height + 1);
}

/** What a panel shows, in its corner. */
export function panelName(
  context: CanvasRenderingContext2D,
  scene: Scene,
  panel: Panel,
  name: string,
  theme: Theme,
): void {
  context.font = FONT;
  context.fillStyle = theme.ink;
  context.textAlign = 'left';
  context.textBaseline = 'top';
  context.fillText(name, scene.left + 6, panel.top + 5);
}

/** Numbers at one side of a panel, the unit at its highest. */
export function valueAxis(
  context: CanvasRenderingContext2D,
  scene: Scene,
  panel: Panel,
  range: readonly [number, number],
  { side, colour, unit, most }: { side: 'left' | 'right'; colour: string; unit: string; most: number },
): void {
  context.font = FONT;
  context.fillStyle = colour;
  context.textBaseline = 'middle';
  context.textAlign = side === 'left' ? 'right' : 'left';
  const x = side === 'left' ? scene.left - 5 : scene.right + 5;
  const values = ticks(range, most);
  values.forEach((value, i) => {
    const y = Math.min(panel.top + panel.height - 5, Math.max(panel.top + 6, yOf(panel, value, range)));
    context.fillText(i === values.length - 1 ? `${value} ${unit}`.trim() : String(value), x, y);
  });
}

/** Seconds below the panels. */
export function timeAxis(context: CanvasRenderingContext2D, scene: Scene, theme: Theme): void {
  context.font = FONT;
  context.fillStyle = theme.ink;
  context.strokeStyle = theme.faint;
  context.textBaseline = 'alphabetic';
  context.textAlign = 'center';
  const places = ticks(
    [Math.max(0, scene.from), scene.to],
    Math.max(3, Math.floor((scene.right - scene.left) / 90)),
  );
  const long = scene.to >= 120;
  for (const time of places) {
    const x = xOf(scene, time);
    context.beginPath();
    context.moveTo(x, scene.height - 22);
    context.lineTo(x, scene.height - 18);
    context.stroke();
    context.fillText(long ? minutes(time) : `${time} s`, x, scene.height - 5);
  }
}

/** 75.5 → "1:15.5" */
function minutes(time: number): string {
  const whole = Math.floor(time / 60);
  const rest = Number((time - 60 * whole).toFixed(3));
  return `${whole}:${rest < 10 ? '0' : ''}${rest}`;
}
