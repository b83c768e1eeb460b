import type { Span } from './calls';
import { paint, type Drawn } from './draw/picture';
import { sceneOf, timeAtX, xOf, type Scene } from './draw/scene';
import { contextOf } from './draw/tile';
import { element } from './element';
import { keyAction } from './keys';
import { currentTheme, type Theme } from './theme';

/** What the stage shows, and what the user points at. */
export interface StageState {
  /** s; 0 while nothing is open. */
  readonly duration: number;
  readonly view: Span;
  readonly cursor: number;
  readonly selection: Span | undefined;
}

/** What follows what the user does on the stage. */
export interface StageEvents {
  readonly view: () => void;
  readonly cursor: () => void;
  readonly selection: () => void;
  readonly play: () => void;
  readonly theme: () => void;
}

/** s; no view is shorter. */
const SHORTEST = 0.02;

/** The drawing of a recording: view, cursor and selection, by pointer and by keyboard. */
export class Stage {
  private readonly host = element('stage', HTMLElement);
  private readonly base = element('picture', HTMLCanvasElement);
  private readonly overlay = element('cursor', HTMLCanvasElement);
  private state: StageState = { duration: 0, view: { from: 0, to: 1 }, cursor: 0, selection: undefined };
  private drawn: Drawn = { tiles: [], scores: [], highestPitch: 0, highestLevel: 0 };
  private anchor = 0;
  private asked = false;
  /** Whether the picture below cursor and selection is to be drawn again. */
  private stale = true;
  theme: Theme = currentTheme();

  constructor(private readonly events: StageEvents) {
    let width = 0;
    new ResizeObserver(() => {
      if (this.host.clientWidth === width || this.host.clientWidth === 0) return;
      width = this.host.clientWidth;
      this.redraw();
      this.events.view();
    }).observe(this.host);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.theme = currentTheme();
      this.redraw();
      this.events.theme();
    });
    this.host.addEventListener('keydown', (event) => this.pressed(event));
    this.host.addEventListener('pointerdown', (event) => this.pointed(event));
    this.host.addEventListener('pointermove', (event) => {
      if ((event.buttons & 1) === 1 && this.host.hasPointerCapture(event.pointerId))
        this.selectTo(this.timeOf(event));
    });
    this.host.addEventListener('wheel', (event) => this.wheeled(event), { passive: false });
  }

  /** Columns that a drawing of a view needs. */
  get columns(): number {
    const { left, right } = this.scene();
    return Math.max(1, Math.round(right - left));
  }

  get current(): StageState {
    return this.state;
  }

  /** Shows another recording from its beginning to its end. */
  open(duration: number): void {
    this.state = { duration, view: { from: 0, to: duration }, cursor: 0, selection: undefined };
    this.anchor = 0;
    this.stale = true;
  }

  draw(drawn: Drawn): void {
    this.drawn = drawn;
    this.redraw();
  }

  /**
   * Draws at the next frame of the screen, however often it is asked.
   *
   * @param picture whether more than cursor and selection, which lie above the picture, has changed
   */
  redraw(picture: boolean = true): void {
    this.stale ||= picture;
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => {
      this.asked = false;
      this.paintNow();
    });
  }

  /** Draws a view that moves by itself. */
  paintLive(view: Span, drawn: Drawn): void {
    this.state = { ...this.state, view, selection: undefined };
    this.drawn = drawn;
    this.stale = true;
    this.paintNow();
  }

  moveCursor(time: number): void {
    const cursor = Math.min(this.state.duration, Math.max(0, time));
    this.anchor = cursor;
    this.state = { ...this.state, cursor };
    const { from, to } = this.state.view;
    if (cursor < from || cursor > to)
      this.look({ from: cursor - 0.5 * (to - from), to: cursor + 0.5 * (to - from) });
    this.redraw(false);
    this.events.cursor();
  }

  /** Selects a stretch; nothing where it has no length. */
  select(span: Span | undefined): void {
    const { duration } = this.state;
    const from = Math.max(0, Math.min(duration, span?.from ?? 0));
    const to = Math.max(0, Math.min(duration, span?.to ?? 0));
    this.state = { ...this.state, selection: to > from ? { from, to } : undefined };
    this.redraw(false);
    this.events.selection();
  }

  /** Selects from where the selection was begun. */
  selectTo(time: number): void {
    const cursor = Math.min(this.state.duration, Math.max(0, time));
    const anchor = this.anchor;
    this.state = { ...this.state, cursor };
    this.select({ from: Math.min(anchor, cursor), to: Math.max(anchor, cursor) });
    this.events.cursor();
  }

  /** Shows a stretch, moved and shortened so that it lies in the recording. */
  look({ from, to }: Span): void {
    const { duration } = this.state;
    const length = Math.min(duration, Math.max(SHORTEST, to - from));
    const start = Math.min(duration - length, Math.max(0, from));
    this.state = { ...this.state, view: { from: start, to: start + length } };
    this.redraw();
    this.events.view();
  }

  /** Shows `factor` times as much, around the cursor where it is seen, else around the middle. */
  zoom(factor: number, around?: number): void {
    const { view, cursor } = this.state;
    const seen = cursor >= view.from && cursor <= view.to;
    const fixed = around ?? (seen ? cursor : 0.5 * (view.from + view.to));
    this.look({ from: fixed - factor * (fixed - view.from), to: fixed + factor * (view.to - fixed) });
  }

  private scene(): Scene {
    return sceneOf(this.host.clientWidth, this.state.view, this.drawn.scores.length);
  }

  private timeOf(event: MouseEvent): number {
    return timeAtX(this.scene(), event.clientX - this.host.getBoundingClientRect().left);
  }

  private pointed(event: PointerEvent): void {
    if (event.button !== 0 || this.state.duration === 0) return;
    this.host.setPointerCapture(event.pointerId);
    const time = this.timeOf(event);
    if (event.shiftKey) this.selectTo(time);
    else {
      this.moveCursor(time);
      this.select(undefined);
    }
  }

  private wheeled(event: WheelEvent): void {
    if (!event.ctrlKey || this.state.duration === 0) return; // without Ctrl the page scrolls
    event.preventDefault();
    this.zoom(event.deltaY > 0 ? 1.25 : 0.8, this.timeOf(event));
  }

  private pressed(event: KeyboardEvent): void {
    const act = this.state.duration === 0 ? undefined : keyAction(event, this, this.events.play);
    if (act === undefined) return;
    event.preventDefault();
    act();
  }

  private paintNow(): void {
    const scene = this.scene();
    if (scene.width === 0) return;
    const scale = devicePixelRatio;
    for (const canvas of [this.base, this.overlay]) {
      const [width, height] = [Math.round(scene.width * scale), Math.round(scene.height * scale)];
      if (canvas.width === width && canvas.height === height) continue;
      canvas.width = width;
      canvas.height = height;
      canvas.style.height = `${scene.height}px`;
      this.stale = true; // a new size clears it
    }
    if (this.stale) {
      this.stale = false;
      const context = contextOf(this.base);
      context.setTransform(scale, 0, 0, scale, 0, 0);
      paint(context, scene, this.drawn, this.theme);
    }
    this.paintCursor(scene, scale);
  }

  private paintCursor(scene: Scene, scale: number): void {
    const context = contextOf(this.overlay);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, scene.width, scene.height);
    const { selection, cursor, duration } = this.state;
    if (duration === 0) return;
    context.save();
    context.beginPath();
    context.rect(scene.left, 0, scene.right - scene.left, scene.height - 22);
    context.clip();
    if (selection !== undefined) {
      const [x, end] = [xOf(scene, selection.from), xOf(scene, selection.to)];
      context.fillStyle = this.theme.selection;
      context.globalAlpha = 0.22;
      context.fillRect(x, 0, Math.max(1, end - x), scene.height);
      context.globalAlpha = 1;
    }
    context.fillStyle = this.theme.cursor;
    context.fillRect(xOf(scene, cursor) - 1, 0, 2, scene.height);
    context.restore();
  }
}
