import { describe, expect, test } from 'vitest';
import { cleanHtml } from './clean-html.ts';
import { safeStyle } from './clean-style.ts';
import { shallowHtml } from './html-depth.ts';

const clean = (html: string): string => cleanHtml(html)?.html ?? '';

describe('what must not stay', () => {
  test.each([
    ['<script>bad()</script>words', 'words'],
    ['<SCRIPT SRC=//evil.example/x></SCRIPT>words', 'words'],
    ['<scr<script>ipt>bad()</script>words', 'ipt&gt;bad()words'],
    ['<img src=x onerror=bad()>', '<img />'],
    ['<p onmouseover="bad()" id="x" class="y">words</p>', '<p>words</p>'],
    ['<iframe srcdoc="<script>bad()</script>"></iframe>words', 'words'],
    ['<form action="https://evil.example"><input name=p><button>Pay</button></form>', 'Pay'],
    ['<style>@import url(https://evil.example)</style>words', 'words'],
    ['<link rel=stylesheet href=https://evil.example><base href=https://evil.example><meta http-equiv=refresh content="0;url=x">words', 'words'],
    ['<svg><script>bad()</script><a xlink:href="javascript:bad()">words</a></svg>', '<a>words</a>'],
    ['<a href="javascript:bad()">words</a>', '<a>words</a>'],
    ['<a href="java\nscript:bad()">words</a>', '<a>words</a>'],
    ['<a href="&#106;avascript:bad()">words</a>', '<a>words</a>'],
    ['<a href="data:text/html,bad">words</a>', '<a>words</a>'],
    ['<a href="/relative">words</a>', '<a>words</a>'],
    ['<!-- a comment --><!--[if mso]>bad<![endif]-->words', 'words'],
    ['<table background="https://evil.example/p.png"><tr><td background=x>words</td></tr></table>', '<table><tr><td>words</td></tr></table>'],
    ['<video src="https://evil.example/v" poster="https://evil.example/p"></video>words', 'words'],
    ['<img srcset="https://evil.example/p 2x" alt="a">', '<img alt="a" />'],
    ['<img src="file:///etc/passwd"><img src="//evil.example/p">', '<img /><img data-remote-src="https://evil.example/p" />'],
    ['<math><mtext><table><mglyph><style><img src=x onerror=bad()></style></mglyph></table></mtext></math>words', '<table></table>words'],
    ['<img data-remote-src="javascript:bad()">', '<img />'],
    ['<img src="data:image/svg+xml;base64,PHN2Zy8+">', '<img />'],
  ])('%s', (html, rest) => expect(clean(html)).toBe(rest));
});

describe('what stays', () => {
  test('a link opens elsewhere and shows where it leads', () => {
    expect(clean('<a href="https://shop.example/a?b=1&c=2" target="_self" title="https://bank.example">words</a>')).toBe(
      '<a target="_blank" href="https://shop.example/a?b=1&amp;c=2" title="https://shop.example/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">words</a>',
    );
  });
  test('pictures of the mail itself by their id, pictures from outside unfetched and counted', () => {
    const cleaned = cleanHtml('<img src="cid:a%40b" alt="a"><img src="cid:c@d"><img src="https://x.example/1"><img src="http://x.example/2"><img src="data:image/png;base64,AAAA">')!;
    expect(cleaned.contentIds).toEqual(['a@b', 'c@d']);
    expect(cleaned.remoteImages).toBe(2);
    expect(cleaned.html).toBe('<img alt="a" src="cid:a@b" /><img src="cid:c@d" /><img data-remote-src="https://x.example/1" /><img data-remote-src="http://x.example/2" /><img src="data:image/png;base64,AAAA" />');
  });
  test('a quote in a style cannot end its attribute', () => {
    expect(clean(`<p style='color:red" onclick="bad()'>words</p>`)).toBe('<p>words</p>');
    expect(clean(`<p style='font-family:"Arial"'>words</p>`)).toBe('<p style="font-family:&quot;Arial&quot;">words</p>');
  });
  test('what makes a letter readable', () => {
    const letter = '<h1>Title</h1><p dir="rtl" style="color:red">One <b>two</b><br />three</p><blockquote>four</blockquote><table width="100%" cellpadding="3"><tr><td colspan="2" align="center">five</td></tr></table><ol start="3"><li>six</li></ol><font color="#333" face="Arial">seven</font>';
    expect(clean(letter)).toBe(letter);
  });
  test('nothing at all is nothing, and too much is left to be attached', () => {
    expect(cleanHtml('<style>p{}</style> ')).toBeNull();
    expect(cleanHtml('x'.repeat(5_000_001))).toBeNull();
  });
});

describe('styles', () => {
  test.each([
    ['color:red;position:fixed;top:0', 'color:red'],
    ['background:url(https://evil.example/p.png)', ''],
    ['background:#fff', 'background:#fff'],
    ['background-color:rgb(1, 2, 3)', 'background-color:rgb(1, 2, 3)'],
    ['width:expression(bad())', ''],
    ['color:red;behavior:url(x)', 'color:red'],
    ['font-family:"Segoe UI"', 'font-family:"Segoe UI"'],
    ["font-family:'Segoe UI', sans-serif", "font-family:'Segoe UI', sans-serif"],
    ['color:r\\65 d', ''],
    ['color:red/**/;font-size:12px', 'font-size:12px'],
    ['display:none;display:flex', 'display:none'],
    ['COLOR : Red !important', 'color:Red !important'],
    [';;;:x;a', ''],
    ['margin:-9999px', 'margin:-9999px'],
  ])('%s', (style, kept) => expect(safeStyle(style)).toBe(kept));
});

describe('HTML that is made to hurt', () => {
  test('ten thousand levels keep their words', () => {
    const deep = `${'<div>'.repeat(10_000)}deep words${'</div>'.repeat(10_000)}after`;
    expect(clean(deep)).toContain('deep words');
    expect(clean(deep)).toContain('after');
    expect(shallowHtml(deep).split('<div>').length - 1).toBe(100);
  });
  test('what is shallow stays as it is', () => {
    const shallow = `${'<p>one<table><tr><td>two</table>'.repeat(500)}<br><img src=x>`;
    expect(shallowHtml(shallow)).toBe(shallow);
  });
  test.each([
    ['b, never closed', '<b>'.repeat(300_000)],
    ['closed, never opened', '</b>'.repeat(300_000)],
    ['four kinds', '<b><i><li><p>'.repeat(100_000)],
    ['open brackets', '<'.repeat(1_000_000)],
    ['open tags', '<a '.repeat(500_000)],
    ['open attributes', '<a href="'.repeat(200_000)],
    ['quotes', '<a x=\'" '.repeat(200_000)],
    ['comments', '<!--'.repeat(400_000)],
    ['declarations', '<![CDATA['.repeat(200_000)],
    ['scripts', '<script>'.repeat(200_000)],
    ['closing styles', '<style></'.repeat(200_000)],
    ['one attribute without end', `<p style="${'a:b;'.repeat(400_000)}">`],
    ['many attributes', `<a ${'b=c '.repeat(400_000)}>x</a>`],
    ['entities', '&#x41;&amp'.repeat(150_000)],
  ])('%s: an answer comes, and it is harmless', (_name, html) => expect(clean(html)).not.toMatch(/<(script|style|iframe)/i), 30_000);
});
