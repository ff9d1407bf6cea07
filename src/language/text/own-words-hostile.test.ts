import { readFileSync } from 'node:fs';
import { array, assert, constantFrom, integer, oneof, property, string, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { mailForms, type OwnWords, ownWords } from './own-words.ts';

const forms = ['', 'en/', 'ru/', 'it/', 'zh/'].map((folder) => mailForms(parse(readFileSync(`languages/${folder}mail.yaml`, 'utf8'))));
const mails = ['en', 'ru', 'it', 'zh'].flatMap((language) =>
  (parse(readFileSync(`src/language/text/fixtures/${language}.yaml`, 'utf8')) as { text: string }[]).map(({ text }) => text),
);

const blank = /^[\s\u00AD\u2000-\u200F\u2028-\u202F\u205F-\u206F\uFEFF\uFFFC]*$/;

function expectCovering(text: string, { own, quoted, signature }: OwnWords): void {
  const spans = [...own, ...quoted, ...signature].sort((one, other) => one.start - other.start);
  let at = 0;
  for (const { start, end } of spans) {
    expect(start).toBeGreaterThanOrEqual(at);
    expect(end).toBeGreaterThan(start);
    expect(text.slice(at, start)).toMatch(blank);
    expect(text.slice(start, start + 1)).not.toMatch(blank);
    expect(text.slice(end - 1, end)).not.toMatch(blank);
    at = end;
  }
  expect(at).toBeLessThanOrEqual(text.length);
  expect(text.slice(at)).toMatch(blank);
  if (!blank.test(text)) expect(own.length).toBeGreaterThan(0);
}

// Pieces of real mails in any order are nearer to trouble than random characters.
const line = oneof(
  constantFrom(...new Set(mails.flatMap((text) => text.split('\n')))),
  constantFrom('', '>', '> ', '>> a', '-- ', '--', '—', '____________', 'From: a@b.example', 'P.S. x', 'Thanks,', 'Ellen', '\u200b', '\ud800', '| |', ':'),
  string({ unit: 'grapheme', maxLength: 60 }),
);
const text = tuple(array(line, { maxLength: 30 }), constantFrom('\n', '\r\n', '\r')).map(([lines, lineBreak]) => lines.join(lineBreak));

describe('own words of anything', () => {
  it('cover the text without overlap and leave something to its writer', () => {
    assert(property(text, (given) => expectCovering(given, ownWords(given, forms))), { numRuns: 1500 });
  });

  it('cover random UTF-16 as well, lone surrogates included', () => {
    const anything = string({ unit: 'binary', maxLength: 300 });
    const units = array(integer({ min: 0, max: 0xffff }), { maxLength: 200 }).map((codes) => String.fromCharCode(...codes));
    assert(property(oneof(anything, units), (given) => expectCovering(given, ownWords(given, forms))), { numRuns: 500 });
  });

  it('are the same with no forms at all but for what only marks can tell', () => {
    assert(property(text, (given) => expectCovering(given, ownWords(given, []))), { numRuns: 300 });
  });

  it('stay the same when a mail has more history below', () => {
    const history = '\n\nOn Mon, Mar 9, 2026 at 10:02 AM Acme Support <support@acme.example> wrote:\n\n> Dear customer,\n> thank you.\n';
    for (const mail of mails) {
      const once = ownWords(mail, forms);
      if (once.quoted.length > 0) continue;
      const more = ownWords(mail.trimEnd() + history, forms);
      expect(more.own.map(({ start, end }) => mail.slice(start, end))).toEqual(once.own.map(({ start, end }) => mail.slice(start, end)));
    }
  });

  it('taken by themselves, are wholly own', () => {
    for (const mail of mails) {
      const { own } = ownWords(mail, forms);
      const words = own.map(({ start, end }) => mail.slice(start, end)).join('\n\n');
      expect(ownWords(words, forms).own.map(({ start, end }) => words.slice(start, end)).join('\n\n')).toBe(words);
    }
  });
});

// Seconds where time grows with the length, hours where it grows with its square.
describe('a megabyte', { timeout: 60_000 }, () => {
  const fill = (piece: string) => piece.repeat(Math.ceil(1_000_000 / piece.length));
  it.each([
    ['spaces and a word', `${fill(' ')}x\n${fill(' ')}`],
    ['quote marks', fill('>')],
    ['quote marks, a line each', fill('>\n')],
    ['spaced quote marks and words', fill('> > > a b c d e f g h i\n')],
    ['line breaks', fill('\r\n')],
    ['colons', fill(':\n')],
    ['heads without an end', fill('To: a@b.example\n')],
    ['heads without a message', fill('From: a\nTo: b\n')],
    ['attributions that need marks', fill('On 3 March 2026 at 10:02 Anna wrote:\nx\n')],
    ['attributions with marks', fill('On 3 March 2026 at 10:02 Anna wrote:\n> x\n')],
    ['an attribution in one line', `x\n${fill('On 3 March 2026 ')}wrote:`],
    ['at signs', `x\n${fill('a@')}:`],
    ['wrapped attributions without a verb', fill('On Mon\nMar 9\n10:02\nx <a@b.example>\n y:\n')],
    ['signature marks', fill('-- \nx\n')],
    ['signature marks with prose after them', `${fill('-- \nEllen\n')}${'and so on it goes\n'.repeat(20)}`],
    ['closing formulas', fill('Best regards\nx y z\n')],
    ['closing formulas in a row', fill('Best regards\n')],
    ['thanks and names', fill('Thanks\nEllen\n')],
    ['names in one paragraph', `Thanks\n${fill('Ellen Park\n')}`],
    ['openings of legal notices', fill('This e-mail and\n')],
    ['openings of legal notices, apart', fill('This e-mail and\n\n')],
    ['one long legal notice', `x\n\nThis e-mail and any attachments are confidential. ${fill('in error ')}`],
    ['separators that separate nothing', fill('-----x-----\n')],
    ['rules', fill('____________\n')],
    ['a rule without an end', `x\n${fill('_ ')}`],
    ['device lines that go on', fill('Sent from my iPhone which\n')],
    ['device words', `x\nSent from my iPhone ${fill('Pro ')}`],
    ['NetEase bars', `${fill('| |\n')}x\n签名由 网易邮箱大师 定制`],
    ['NetEase signatures', fill('邮箱：a@b.example\n签名由 网易邮箱大师 定制\n')],
    ['ideographs without a break', `好\n${fill('写道在')}`],
    ['combining marks', `e\n${fill('\u0301')}`],
    ['lone surrogates', `x\n${fill('\ud83d')}`],
    ['right-to-left marks', `x\n${fill('\u202e\u2066')}`],
  ])('of %s comes to an end, covered', (_name, given) => {
    const found = ownWords(given, forms);
    const spans = [...found.own, ...found.quoted, ...found.signature];
    expect(spans.every(({ start, end }) => start >= 0 && start < end && end <= given.length)).toBe(true);
    expect(spans.length > 0).toBe(/\S/.test(given.replace(/[\u200B-\u200F\u2028-\u202F\u205F-\u206F]/g, ' ')));
  });
});
