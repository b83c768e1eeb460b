import { createCanvas } from '@napi-rs/canvas';

/** Position and size of an element, px. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The part of the DOM's Node that is read here. */
export interface SvgNode {
  readonly nodeType: number;
  readonly textContent: string | null;
}

/** The part of the DOM's Element that is read here. */
export interface SvgElement extends SvgNode {
  readonly localName: string;
  readonly children: ArrayLike<SvgElement>;
  readonly childNodes: ArrayLike<SvgNode>;
  readonly parentElement: SvgElement | null;
  readonly classList: { contains(name: string): boolean };
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
}

/** What an element says about its text, inherited by the elements inside. */
interface TextStyle {
  readonly size: number; // px
  readonly weight: string;
  readonly slant: string;
  readonly anchor: string;
}

interface Line {
  width: number;
  baseline: number; // px below the first baseline
}

const EMPTY: Box = { x: 0, y: 0, width: 0, height: 0 };
const ELEMENT_NODE = 1;
const TEXT_NODE = 3;

/** The width of a text at a size in px, px. */
export type TextRuler = (text: string, size: number, weight: string, slant: string) => number;

/** Measures text of one font family. */
export function textRuler(family: string): TextRuler {
  const context = createCanvas(1, 1).getContext('2d');
  return (text, size, weight, slant) => {
    context.font = `${slant} ${weight} ${size}px "${family}"`;
    return context.measureText(text).width;
  };
}

/**
 * The box of an SVG element in its own coordinates, as far as charts need it: text (with lines, bold, sub-
 * and superscript) is measured, shapes with a size have it, groups enclose what they hold.
 * jsdom itself lays nothing out and answers zero, which cuts legends and margins.
 */
export function svgBox(element: SvgElement, ruler: TextRuler): Box {
  if (element.localName === 'text' || element.localName === 'tspan') return textBox(element, ruler);
  if (element.hasAttribute('width') && element.hasAttribute('height')) {
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => number(element, name));
    return { x, y, width, height };
  }
  const boxes = Array.from(element.children)
    .map((child) => moved(svgBox(child, ruler), child))
    .filter((box) => box.width > 0 || box.height > 0);
  return boxes.length === 0 ? EMPTY : around(boxes);
}

/** The box of an SVG element on the page: moved by its own transform and by those around it. */
export function pageBox(element: SvgElement, ruler: TextRuler): Box {
  let box = svgBox(element, ruler);
  for (let at: SvgElement | null = element; at !== null; at = at.parentElement) box = moved(box, at);
  return box;
}

/** The upright box around a box that the element's transform (translate, rotate, scale) has moved. */
function moved(box: Box, element: SvgElement): Box {
  const steps = [
    ...(element.getAttribute('transform') ?? '').matchAll(/(translate|rotate|scale)\(([^)]*)\)/g),
  ].reverse();
  let corners = [box.x, box.x + box.width].flatMap((x) => [box.y, box.y + box.height].map((y) => ({ x, y })));
  for (const [, kind, list] of steps) {
    const [a = 0, b, c = 0] = list.split(/[\s,]+/).map(Number);
    corners = corners.map(({ x, y }) => {
      if (kind === 'translate') return { x: x + a, y: y + (b ?? 0) };
      if (kind === 'scale') return { x: x * a, y: y * (b ?? a) };
      const [cos, sin] = [Math.cos((a * Math.PI) / 180), Math.sin((a * Math.PI) / 180)];
      const [dx, dy] = [x - (b ?? 0), y - c];
      return { x: (b ?? 0) + cos * dx - sin * dy, y: c + sin * dx + cos * dy };
    });
  }
  return around(corners.map((corner) => ({ ...corner, width: 0, height: 0 })));
}

function textBox(element: SvgElement, ruler: TextRuler): Box {
  const style = textStyle(element, inherited(element));
  const lines: Line[] = [{ width: 0, baseline: 0 }];
  addText(element, style, lines, ruler);
  const width = Math.max(...lines.map((line) => line.width));
  if (width === 0) return EMPTY;
  const start = style.anchor === 'middle' ? -width / 2 : style.anchor === 'end' ? -width : 0;
  const last = lines[lines.length - 1].baseline;
  // Ascent and descent of DejaVu Sans and Verdana are near .93 and .24 of the size.
  return {
    x: number(element, 'x') + start,
    y: number(element, 'y') - 0.93 * style.size,
    width,
    height: last + 1.17 * style.size,
  };
}

function addText(element: SvgElement, style: TextStyle, lines: Line[], ruler: TextRuler): void {
  for (const node of Array.from(element.childNodes)) {
    if (node.nodeType === TEXT_NODE) {
      lines[lines.length - 1].width += ruler(node.textContent ?? '', style.size, style.weight, style.slant);
    } else if (node.nodeType === ELEMENT_NODE) {
      const child = node as SvgElement;
      if (child.classList.contains('line')) {
        const baseline = parseFloat(child.getAttribute('dy') ?? '0') * style.size;
        if (baseline > 0) lines.push({ width: 0, baseline });
      }
      addText(child, textStyle(child, style), lines, ruler);
    }
  }
}

function inherited(element: SvgElement): TextStyle {
  const parent = element.parentElement;
  return parent === null
    ? { size: 12, weight: 'normal', slant: 'normal', anchor: 'start' }
    : textStyle(parent, inherited(parent));
}

function textStyle(element: SvgElement, outer: TextStyle): TextStyle {
  const css = element.getAttribute('style') ?? '';
  const stated = (property: string): string | undefined =>
    new RegExp(`(?:^|[;\\s])${property}:\\s*([^;]+)`).exec(css)?.[1].trim() ??
    element.getAttribute(property) ??
    undefined;
  const size = stated('font-size');
  return {
    size:
      size === undefined
        ? outer.size
        : size.endsWith('%')
          ? (parseFloat(size) / 100) * outer.size
          : parseFloat(size),
    weight: stated('font-weight') ?? outer.weight,
    slant: stated('font-style') ?? outer.slant,
    anchor: stated('text-anchor') ?? outer.anchor,
  };
}

function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

function number(element: SvgElement, attribute: string): number {
  return parseFloat(element.getAttribute(attribute) ?? '0') || 0;
}
