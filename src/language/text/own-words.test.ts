import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { mailForms, ownWords } from './own-words.ts';

type Mail = { readonly name: string; readonly text: string; readonly own: 'all' | readonly string[]; readonly signature?: readonly string[] };

const languages = ['en', 'ru', 'it', 'zh'];
const formsOf = (folder: string) => mailForms(parse(readFileSync(`languages/${folder}mail.yaml`, 'utf8')));
const everywhere = formsOf('');
const forms = [everywhere, ...languages.map((language) => formsOf(`${language}/`))];
const mailsIn = (file: string) => parse(readFileSync(`src/language/text/fixtures/${file}.yaml`, 'utf8')) as Mail[];

const pieces = (text: string, spans: readonly { start: number; end: number }[]) => spans.map(({ start, end }) => text.slice(start, end));
const expected = (mail: Mail) => (mail.own === 'all' ? [mail.text.trim()] : mail.own.map((words) => words.trim()));

describe.each(languages)('own words of mails in %s', (language) => {
  const mails = [...mailsIn(language), ...mailsIn(`${language}-traps`)];

  it.each(mails.map((mail) => [mail.name, mail] as const))('%s', (_name, mail) => {
    const found = ownWords(mail.text, forms);
    expect(pieces(mail.text, found.own)).toEqual(expected(mail));
    if (mail.signature) expect(pieces(mail.text, found.signature)).toEqual(mail.signature.map((words) => words.trim()));
  });

  it.each(mails.map((mail) => [mail.name, mail] as const))('%s, with the line breaks of mail', (_name, mail) => {
    const text = mail.text.replaceAll('\n', '\r\n');
    expect(pieces(text, ownWords(text, forms).own).map((words) => words.replaceAll('\r\n', '\n'))).toEqual(expected(mail));
  });

  it('has at least 25 mails and 12 traps', () => {
    expect(mailsIn(language).length).toBeGreaterThanOrEqual(25);
    expect(mailsIn(`${language}-traps`).length).toBeGreaterThanOrEqual(12);
    expect(new Set(mails.map((mail) => mail.name)).size).toBe(mails.length);
  });
});
