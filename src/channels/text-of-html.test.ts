import { describe, expect, test } from 'vitest';
import { textOfHtml } from './text-of-html.ts';

describe('the words of an HTML letter', () => {
  test.each([
    ['<p>One</p><p>Two</p>', 'One\n\nTwo'],
    ['<div>One</div><div>Two</div><div><br></div><div>Three</div>', 'One\nTwo\n\nThree'],
    ['One<br>Two<br/>Three', 'One\nTwo\nThree'],
    ['One&nbsp;two &amp; three &lt;four&gt; &eacute;&#8364;&#x1F600;', 'One two & three <four> é€😀'],
    ['See <a href="https://shop.example/orders/1">my order</a>.', 'See my order <https://shop.example/orders/1>.'],
    ['See <a href="https://shop.example/">https://shop.example</a> and <a href="http://www.shop.example">shop.example</a>', 'See https://shop.example and shop.example'],
    ['Write to <a href="mailto:a@b.example">a@b.example</a> or <a href="mailto:a@b.example">Anna</a>', 'Write to a@b.example or Anna <a@b.example>'],
    ['<a href="javascript:bad()">words</a><a href="#top">top</a>', 'wordstop'],
    ['<ul><li>one</li><li>two</li></ul>', '* one\n * two'],
    ['<ol><li>one</li><li>two</li></ol>', '1. one\n 2. two'],
    ['<table><tr><td>Order</td><td>4521</td></tr><tr><td>Total</td><td>10 €</td></tr></table>', 'Order 4521\nTotal 10 €'],
    ['Anna wrote:<blockquote>older<br>words</blockquote>Mine', 'Anna wrote:\n> older\n> words\nMine'],
    ['<style>p{color:red}</style><script>bad()</script><title>t</title>words', 'words'],
    ['<span style="display:none">hidden</span>seen', 'seen'],
    ['<img alt="🙂" src="x"><img alt="company logo" src="y">', '🙂'],
    ['<h1>Big</h1>small', 'Big\nsmall'],
    ['before<hr>after', 'before\n-----\nafter'],
    ['<p>您好，<b>订单</b>没有收到。</p>', '您好，订单没有收到。'],
    ['plain text, no tags', 'plain text, no tags'],
    ['<head><body>the head was never closed', 'the head was never closed'],
    ['<svg><p>nor was this</p>', 'nor was this'],
    ['', ''],
  ])('%j', (html, text) => expect(textOfHtml(html)).toBe(text));

  test('the words survive ten thousand levels and a missing end', () => {
    expect(textOfHtml(`${'<div><blockquote>'.repeat(5000)}deep words`)).toContain('deep words');
    expect(textOfHtml(`${'<b>'.repeat(500_000)}deep words`)).toContain('deep words');
  });
});
