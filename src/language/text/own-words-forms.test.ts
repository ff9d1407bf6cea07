import { describe, expect, it } from 'vitest';
import { mailForms, ownWords } from './own-words.ts';

describe('mail forms', () => {
  it('folds phrases as mails are folded', () => {
    const forms = mailForms({ closing: 'С  уважением\n\n  Всё ХОРОШО  \n', headers: { from: 'От :' } });
    expect(forms.closing).toEqual(['с уважением', 'все хорошо']);
    expect(forms.headers).toEqual({ от: 'from' });
  });

  it('is plain data, so that a compiled pack can carry it', () => {
    const forms = mailForms({ attribution: 'On {when} {who} wrote:', headers: { subject: 'Subject' } });
    expect(JSON.parse(JSON.stringify(forms))).toEqual(forms);
  });

  it('takes an empty file: a language without forms', () => {
    expect(ownWords('Hello\n\n-- \nEllen', [mailForms({})]).signature).toHaveLength(1);
  });

  it('knows no header by the names that every object has', () => {
    const text = 'constructor: a@b.example\ntoString: c@d.example\n__proto__: e@f.example\nvalueOf: 10:02 9.3.2026';
    expect(ownWords(text, [mailForms({ headers: { from: 'From' } })]).own).toEqual([{ start: 0, end: text.length }]);
  });

  it.each([
    ['nothing', undefined, /must hold keys with values/],
    ['an empty file', null, /it is empty/],
    ['a text', 'closing', /it is a string/],
    ['a list', ['closing'], /it is a list/],
    ['an unknown key', { closings: 'Regards' }, /"closings" is not a known key\. Known: .*closing/],
    ['a list instead of a block', { closing: ['Regards'] }, /"closing" must be a block of lines.*Write "closing: \|"/],
    ['a misspelt slot', { attribution: 'On {wen} {who} wrote:' }, /line 1.*\{wen\} is not a slot; write \{when\}/],
    ['no slot', { attribution: '{who} wrote:\nOn Monday they wrote:' }, /line 2.*no slot/],
    ['no colon', { attribution: 'On {when} {who} wrote' }, /end with a colon/],
    ['a form that matches everything', { attribution: '{who}:' }, /any line that ends with a colon/],
    ['a slot where none belongs', { closing: 'Regards\nRegards, {who}' }, /closing, line 2.*holds a slot/],
    ['a wrong slot in a device line', { 'sent-from': 'Sent from my {phone}' }, /only sent-from has \{device\}/],
    ['an unknown header', { headers: { sender: 'From' } }, /headers has "sender"\. Known: from, /],
    ['a label for two headers', { headers: { from: 'Da', date: 'Da' } }, /headers date, line 1: "da" already stands under from/],
    ['headers as a text', { headers: 'From' }, /headers must hold keys/],
  ])('refuses %s in words that a linguist understands', (_name, data, message) => {
    expect(() => mailForms(data)).toThrow(message);
  });
});
