import { readFileSync } from 'node:fs';
import { threadCpuUsage } from 'node:process';
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

// Eight times the text may take about eight times as long; where time grew with the square it would be 64 times. Counted is
// this thread's own work, not what it waits for on a busy machine; a disturbed look may be had again. What takes less than a fiftieth of a second at this length takes seconds at a megabyte even so.
const [short, long] = [8_000, 64_000];
const [mostGrowth, tooShortToTellMs, looks] = [14, 20, 6];

/** The clock of a thread goes in steps of some milliseconds on some machines: work is repeated until it shows. */
const showsMs = 20;

function msEach(given: string, atLeast: number): number {
  const before = threadCpuUsage();
  for (let runs = 1; ; runs += 1) {
    ownWords(given, forms);
    const { user, system } = threadCpuUsage(before);
    const ms = (user + system) / 1_000;
    if (ms >= atLeast) return ms / runs;
  }
}

function growth(make: (length: number) => string): number {
  const [few, many] = [make(short), make(long)];
  let [least, most] = [msEach(few, showsMs), msEach(many, 0)];
  for (let look = 1; look < looks && most > tooShortToTellMs && most / least > mostGrowth; look += 1) {
    [least, most] = [Math.max(least, msEach(few, showsMs)), Math.min(most, msEach(many, 0))];
  }
  return most <= tooShortToTellMs ? 0 : most / least;
}

describe('long texts made to be slow', { timeout: 60_000 }, () => {
  const fill = (length: number, piece: string) => piece.repeat(Math.ceil(length / piece.length));
  const cases: readonly (readonly [string, (length: number) => string])[] = [
    ['spaces and a word', (length) => `${fill(length, ' ')}x\n${fill(length, ' ')}`],
    ['quote marks', (length) => fill(length, '>')],
    ['quote marks, a line each', (length) => fill(length, '>\n')],
    ['spaced quote marks and words', (length) => fill(length, '> > > a b c d e f g h i\n')],
    ['line breaks', (length) => fill(length, '\r\n')],
    ['colons', (length) => fill(length, ':\n')],
    ['heads without an end', (length) => fill(length, 'To: a@b.example\n')],
    ['heads without a message', (length) => fill(length, 'From: a\nTo: b\n')],
    ['attributions that need marks', (length) => fill(length, 'On 3 March 2026 at 10:02 Anna wrote:\nx\n')],
    ['attributions with marks', (length) => fill(length, 'On 3 March 2026 at 10:02 Anna wrote:\n> x\n')],
    ['an attribution in one line', (length) => `x\n${fill(length, 'On 3 March 2026 ')}wrote:`],
    ['at signs', (length) => `x\n${fill(length, 'a@')}:`],
    ['wrapped attributions without a verb', (length) => fill(length, 'On Mon\nMar 9\n10:02\nx <a@b.example>\n y:\n')],
    ['signature marks', (length) => fill(length, '-- \nx\n')],
    ['signature marks with prose after them', (length) => `${fill(length, '-- \nEllen\n')}${'and so on it goes\n'.repeat(20)}`],
    ['closing formulas', (length) => fill(length, 'Best regards\nx y z\n')],
    ['closing formulas in a row', (length) => fill(length, 'Best regards\n')],
    ['thanks and names', (length) => fill(length, 'Thanks\nEllen\n')],
    ['names in one paragraph', (length) => `Thanks\n${fill(length, 'Ellen Park\n')}`],
    ['openings of legal notices', (length) => fill(length, 'This e-mail and\n')],
    ['openings of legal notices, apart', (length) => fill(length, 'This e-mail and\n\n')],
    ['one long legal notice', (length) => `x\n\nThis e-mail and any attachments are confidential. ${fill(length, 'in error ')}`],
    ['separators that separate nothing', (length) => fill(length, '-----x-----\n')],
    ['rules', (length) => fill(length, '____________\n')],
    ['a rule without an end', (length) => `x\n${fill(length, '_ ')}`],
    ['device lines that go on', (length) => fill(length, 'Sent from my iPhone which\n')],
    ['device words', (length) => `x\nSent from my iPhone ${fill(length, 'Pro ')}`],
    ['NetEase bars', (length) => `${fill(length, '| |\n')}x\n签名由 网易邮箱大师 定制`],
    ['NetEase signatures', (length) => fill(length, '邮箱：a@b.example\n签名由 网易邮箱大师 定制\n')],
    ['ideographs without a break', (length) => `好\n${fill(length, '写道在')}`],
    ['combining marks', (length) => `e\n${fill(length, '\u0301')}`],
    ['lone surrogates', (length) => `x\n${fill(length, '\ud83d')}`],
    ['right-to-left marks', (length) => `x\n${fill(length, '\u202e\u2066')}`],
  ];
  it.each(cases)('of %s are covered, in time that grows with the length', (_name, make) => {
    const given = make(long);
    const found = ownWords(given, forms);
    const spans = [...found.own, ...found.quoted, ...found.signature];
    expect(spans.every(({ start, end }) => start >= 0 && start < end && end <= given.length)).toBe(true);
    expect(spans.length > 0).toBe(/\S/.test(given.replace(/[\u200B-\u200F\u2028-\u202F\u205F-\u206F]/g, ' ')));
    expect(growth(make)).toBeLessThanOrEqual(mostGrowth);
  });
});
