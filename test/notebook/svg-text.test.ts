import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { pageBox, svgBox } from '../../lib/notebook/svg-text';
import type { SvgElement, TextRuler } from '../../lib/notebook/svg-text';
import { closeTo } from '../support/close-to';

interface Jsdom {
  readonly JSDOM: new (html: string) => {
    readonly window: { readonly document: { querySelector(selector: string): SvgElement } };
  };
}

const { JSDOM } = createRequire(__filename)('jsdom') as Jsdom;

/** Every letter is half as wide as it is high; bold ones are as wide as high. */
const ruler: TextRuler = (text, size, weight) => text.length * size * (weight === 'bold' ? 1 : 0.5);

function find(svg: string, selector: string): SvgElement {
  return new JSDOM(`<body><svg>${svg}</svg></body>`).window.document.querySelector(selector);
}

test('a text is as wide as its letters and hangs from its anchor', () => {
  const text = (anchor: string): SvgElement =>
    find(`<text x="100" y="50" style="font-size: 10px" text-anchor="${anchor}">abcd</text>`, 'text');
  assert.deepEqual(svgBox(text('start'), ruler), { x: 100, y: 40.7, width: 20, height: 11.7 });
  assert.equal(svgBox(text('middle'), ruler).x, 90);
  assert.equal(svgBox(text('end'), ruler).x, 80);
});

test('lines, bold and small letters count; the widest line decides', () => {
  const lines =
    '<text style="font-size: 10px"><tspan class="line" dy="0em">ab<tspan style="font-weight:bold">cd</tspan></tspan>' +
    '<tspan class="line" dy="1.3em">x<tspan style="font-size:70%">yz</tspan></tspan></text>';
  const box = svgBox(find(lines, 'text'), ruler);
  assert.equal(box.width, 30);
  closeTo(box.height, 13 + 11.7, 1e-9);
});

test('a group holds its parts where their transforms put them', () => {
  const group =
    '<g transform="translate(1000,0)"><text transform="rotate(-90,20,30)" x="20" y="30" style="font-size: 10px">abcd</text>' +
    '<rect transform="translate(5,0) scale(2)" x="10" y="0" width="4" height="6"/></g>';
  // The text turns about its start: 20 wide becomes 20 high, above the start; the rectangle is at 25 to 33.
  const box = svgBox(find(group, 'g'), ruler);
  closeTo(box.x, 20 - 9.3, 1e-9);
  closeTo(box.x + box.width, 33, 1e-9);
  closeTo(box.y, 0, 1e-9);
  closeTo(box.y + box.height, 30, 1e-9);
  closeTo(pageBox(find(group, 'rect'), ruler).x, 1025, 1e-9);
});

test('an empty group or text takes no room', () => {
  const nothing = { x: 0, y: 0, width: 0, height: 0 };
  assert.deepEqual(svgBox(find('<g><text x="5"></text></g>', 'g'), ruler), nothing);
});
