import { describe, expect, test } from 'vitest';
import { formattingOf, inList, isFormattedHtml } from './format-keys.ts';
import { marksOfHtml, type PastedNode } from './marks-of-html.ts';

const text = (words: string): PastedNode => ({ nodeType: 3, nodeName: '#text', textContent: words, childNodes: [] });
function el(name: string, children: string | readonly (PastedNode | string)[], attributes: Readonly<Record<string, string>> = {}): PastedNode {
  const nodes = (typeof children === 'string' ? [children] : children).map((child) => (typeof child === 'string' ? text(child) : child));
  return { nodeType: 1, nodeName: name.toUpperCase(), textContent: nodes.map((node) => node.textContent).join(''), childNodes: nodes, getAttribute: (attribute) => attributes[attribute] ?? null };
}
const body = (...children: readonly (PastedNode | string)[]) => marksOfHtml(el('body', children));

describe('pasted words', () => {
  test('keep what is bold, italic or a link, and nothing else of how they looked', () => {
    expect(body(el('p', ['It is ', el('b', 'our '), el('span', 'mistake', { style: 'color: red; font-weight: 700' }), '.'], { style: 'font-size: 40px' }))).toBe('It is **our mistake**.');
    expect(body(el('p', [el('em', ['so ', el('strong', 'very')]), ' sorry']))).toBe('_so_ **_very_** sorry');
    expect(body(el('a', 'the form', { href: 'https://lumen.example/f' }), ' and ', el('a', 'x', { href: 'javascript:alert(1)' }))).toBe('[the form](https://lumen.example/f) and x');
    expect(body(el('a', 'https://lumen.example/', { href: 'https://lumen.example/' }))).toBe('https://lumen.example/');
    expect(body(el('h2', 'Title'), el('p', 'text'))).toBe('**Title**\n\ntext');
    expect(body(el('script', 'alert(1)'), el('style', 'p {}'), el('p', 'safe <img src=x onerror=alert(1)>'))).toBe('safe <img src=x onerror=alert(1)>');
  });

  test('of a document that wraps everything in a bold that is none', () => {
    expect(body(el('b', [el('p', 'plain'), el('p', [el('span', 'fat', { style: 'font-weight:bold' })])], { style: 'font-weight:normal' }))).toBe('plain\n\n**fat**');
  });

  test('keep lists, quotes, lines and paragraphs', () => {
    expect(body(el('p', 'Please:'), el('ul', ['\n  ', el('li', [el('p', 'the receipt')]), el('li', [el('b', 'a photo')])]), el('p', 'Thank you'))).toBe('Please:\n\n- the receipt\n- **a photo**\n\nThank you');
    expect(body(el('ol', [el('li', 'one'), el('li', 'two')]))).toBe('1. one\n2. two');
    expect(body(el('blockquote', [el('p', 'you wrote'), el('p', 'this')]), el('div', 'We do'))).toBe('> you wrote\n> this\n\nWe do');
    expect(body(el('div', 'one'), el('div', ['two', el('br', []), 'three']), el('pre', 'a\nb'))).toBe('one\ntwo\nthree\n\na\nb');
    expect(body(el('table', [el('tr', [el('td', 'Order'), el('td', '55812')]), el('tr', [el('td', 'Sum'), el('td', '49 €')])]))).toBe('Order 55812\nSum 49 €');
  });

  test('are only read like this where there is something to keep', () => {
    expect([isFormattedHtml('<meta charset="utf-8"><span style="color:red">x</span>'), isFormattedHtml('<p>x <strong>y</strong></p>'), isFormattedHtml('<span style="font-weight: bold">x</span>'), isFormattedHtml('<body>x</body>')]).toEqual([false, true, true, false]);
  });
});

test('keys format by their place, Control or Command, and leave the others alone', () => {
  const key = (code: string, more: object = {}) => formattingOf({ code, ctrlKey: true, metaKey: false, shiftKey: false, altKey: false, ...more });
  expect([key('KeyB'), key('KeyI', { ctrlKey: false, metaKey: true }), key('KeyK', { shiftKey: true }), key('Digit8', { shiftKey: true })]).toEqual(['bold', 'italic', 'link', 'list']);
  expect([key('KeyK'), key('KeyB', { ctrlKey: false }), key('KeyB', { altKey: true }), key('KeyB', { metaKey: true }), key('KeyA')]).toEqual([null, null, null, null, null]);
  expect([inList('- one', 5), inList('x\n1. y', 6), inList('one', 3), inList('- one\ntwo', 9)]).toEqual([true, true, false, false]);
});
