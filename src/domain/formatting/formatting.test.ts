import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatted, lineEnded, type Edit, type Formatting } from './change-marks.ts';
import { blocksOf, isMarked } from './marks.ts';
import { htmlOfMarks, plainText } from './rendered.ts';

const html = (text: string) => htmlOfMarks(text).replace(/^<div>|<\/div>$/g, '');

describe('marks', () => {
  test.each([
    ['It is **our** mistake.', '<p>It is <strong>our</strong> mistake.</p>', 'It is our mistake.'],
    ['Really _sorry_, **very _very_ sorry**', '<p>Really <em>sorry</em>, <strong>very </strong><strong><em>very</em></strong><strong> sorry</strong></p>', 'Really sorry, very very sorry'],
    ['这是**我们的**错，_真的_抱歉', '<p>这是<strong>我们的</strong>错，<em>真的</em>抱歉</p>', '这是我们的错，真的抱歉'],
    ['See [the form](https://lumen.example/f?a=1&b=2) today', '<p>See <a href="https://lumen.example/f?a=1&amp;b=2">the form</a> today</p>', 'See the form (https://lumen.example/f?a=1&b=2) today'],
    ['[https://lumen.example/](https://lumen.example/)', '<p><a href="https://lumen.example/">https://lumen.example/</a></p>', 'https://lumen.example/'],
    ['[mail us](mailto:help@lumen.example)', '<p><a href="mailto:help@lumen.example">mail us</a></p>', 'mail us (help@lumen.example)'],
    ['Please:\n- the **receipt**\n- a photo\n\nThank you', '<p>Please:</p>\n<ul><li>the <strong>receipt</strong></li><li>a photo</li></ul>\n<p>Thank you</p>', 'Please:\n- the receipt\n- a photo\n\nThank you'],
    ['• one\n• two\n2) x\n3) **y**', '<ul><li>one</li><li>two</li></ul>\n<ol start="2"><li>x</li><li><strong>y</strong></li></ol>', '• one\n• two\n2) x\n3) y'],
    ['3. three\n4. four', '<ol start="3"><li>three</li><li>four</li></ol>', '3. three\n4. four'],
    ['> you wrote\n> this\nWe do.', '<blockquote><p>you wrote<br>\nthis</p></blockquote>\n<p>We do.</p>', '> you wrote\n> this\nWe do.'],
    ['one\ntwo\n\nthree https://a.example/x_y_z.', '<p>one<br>\ntwo</p>\n<p>three <a href="https://a.example/x_y_z">https://a.example/x_y_z</a>.</p>', 'one\ntwo\n\nthree https://a.example/x_y_z.'],
  ])('%j', (text, asHtml, plain) => {
    expect(html(text)).toBe(asHtml);
    expect(plainText(text)).toBe(plain);
  });

  test.each(['2 * 3 ** 4', 'x**2 + y**2', 'my_file_name.txt', '** not bold **', 'a ** b', '24. Dezember', '-5 degrees', '- ', '*conditions apply', '[gap] (and so on)', '[x](javascript:alert(1))', '[x](data:text/html,1)', 'snake_case and _open', '—Да', '_'])('%j is what it is', (text) => {
    expect(isMarked(text)).toBe(false);
    expect(plainText(text)).toBe(text);
  });

  test('nothing that is written can become a tag or leave its attribute', () => {
    expect(html('**<img src=x onerror=alert(1)>** [a"b](https://x.example/"onclick="y) & \'')).toBe('<p><strong>&lt;img src=x onerror=alert(1)&gt;</strong> [a&quot;b](<a href="https://x.example/">https://x.example/</a>&quot;onclick=&quot;y) &amp; &#39;</p>');
    const piece = constantFrom('**', '_', '[', ']', '(', ')', 'https://a.example/', '<b>', '"', "'", '>', '\n', '- ', '1. ', '> ', ' ', 'word', '字', '&', 'javascript:', '\\');
    assert(property(array(piece, { maxLength: 30 }).map((parts) => parts.join('')), (text) => {
      const tags = [...htmlOfMarks(text).matchAll(/<[^>]*>/g)].map((found) => found[0]);
      for (const tag of tags) expect(tag).toMatch(/^<(\/?(div|p|ul|li|strong|em|blockquote|a|ol)|br|ol start="\d+"|a href="(https?:\/\/|mailto:)[^"<>]*")>$/);
      // Every character of the text stands in exactly one run, or is a mark.
      const runs = blocksOf(text).flatMap((block) => block.lines.flat());
      for (const [index, run] of runs.entries()) expect(run.start).toBeGreaterThanOrEqual(runs[index - 1]?.end ?? 0);
    }), { numRuns: 400 });
  });

  test('a long text full of single marks is read quickly enough to be typed in', () => {
    const worst = '**a _b [c '.repeat(5_000);
    expect(blocksOf(worst).length).toBe(1);
  });
});

describe('formatting what is selected', () => {
  /** `[` and `]` show the selection. */
  const press = (shown: string, how: Formatting) => {
    const start = shown.indexOf('‹');
    const text = shown.replace(/[‹›]/g, '');
    return show(text, formatted(text, { start, end: shown.replace('‹', '').indexOf('›') }, how));
  };
  const show = (text: string, { from, to, words, select }: Edit) => {
    const next = text.slice(0, from) + words + text.slice(to);
    return `${next.slice(0, select.start)}‹${next.slice(select.start, select.end)}›${next.slice(select.end)}`;
  };
  test.each<readonly [Formatting, string, string]>([
    ['bold', 'It is ‹our› mistake', 'It is **‹our›** mistake'],
    ['bold', 'It is **‹our›** mistake', 'It is ‹our› mistake'],
    ['bold', 'It is ‹**our**› mistake', 'It is ‹our› mistake'],
    ['bold', 'It is ‹our ›mistake', 'It is **‹our›** mistake'],
    ['bold', 'x ‹› y', 'x **‹›** y'],
    ['bold', '‹- one\n\n- two›', '‹- **one**\n\n- **two**›'],
    ['italic', '‹真的›抱歉', '_‹真的›_抱歉'],
    ['link', 'see ‹the form›', 'see [the form](‹https://›)'],
    ['link', '‹https://a.example/›', '[‹›](https://a.example/)'],
    ['list', 'one‹›', '- one‹›'],
    ['list', 'a\n‹one\ntwo›\nb', 'a\n‹- one\n- two›\nb'],
    ['list', '‹- one\n- two›', '‹one\ntwo›'],
    ['numbers', '‹- one\n\n- two›', '‹1. one\n\n2. two›'],
    ['quote', '‹one\ntwo›', '‹> one\n> two›'],
    ['quote', '‹> one›', '‹one›'],
  ])('%s: %s', (how, before, after) => expect(press(before, how)).toBe(after));

  test('Enter goes on with a list, and ends it where nothing was written', () => {
    const enter = (shown: string) => {
      const start = shown.indexOf('|');
      const text = shown.replace('|', '');
      const edit = lineEnded(text, { start, end: start });
      return edit && show(text, edit);
    };
    expect(enter('- one|')).toBe('- one\n- ‹›');
    expect(enter('- one\n- |')).toBe('- one\n‹›');
    expect(enter('9. nine|')).toBe('9. nine\n10. ‹›');
    expect(enter('> so|')).toBe('> so\n> ‹›');
    expect(enter('one|')).toBeNull();
  });
});
