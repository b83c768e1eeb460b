import type { Span } from './calls';

/** What keys act on. */
interface Actor {
  readonly current: {
    readonly duration: number;
    readonly view: Span;
    readonly cursor: number;
    readonly selection: Span | undefined;
  };
  moveCursor(time: number): void;
  select(span: Span | undefined): void;
  selectTo(time: number): void;
  look(view: Span): void;
  zoom(factor: number): void;
}

/** Steps of an arrow key across a view. */
const STEPS = 100;

/**
 * What a key does on the stage; undefined where it does nothing. Arrow keys, Page Up and Down, Home and End move the cursor,
 * with Shift they select; + and − zoom, 0 shows all, Enter the selection, Escape clears it, the space bar plays.
 */
export function keyAction(event: KeyboardEvent, stage: Actor, play: () => void): (() => void) | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const { duration, view, cursor, selection } = stage.current;
  const step = (view.to - view.from) / STEPS;
  const places: Readonly<Record<string, number>> = {
    ArrowLeft: cursor - step,
    ArrowRight: cursor + step,
    PageUp: cursor - 10 * step,
    PageDown: cursor + 10 * step,
    Home: 0,
    End: duration,
  };
  if (Object.hasOwn(places, event.key)) {
    const time = places[event.key];
    return () => (event.shiftKey ? stage.selectTo(time) : stage.moveCursor(time));
  }
  const others: Readonly<Record<string, () => void>> = {
    '+': () => stage.zoom(0.5),
    '=': () => stage.zoom(0.5),
    '-': () => stage.zoom(2),
    '0': () => stage.look({ from: 0, to: duration }),
    Enter: () => stage.look(selection ?? { from: 0, to: duration }),
    Escape: () => stage.select(undefined),
    ' ': play,
  };
  return Object.hasOwn(others, event.key) ? others[event.key] : undefined;
}
