import { describe, expect, test } from 'vitest';
import type { Notice } from '../operations/send-notice.ts';
import { wordNotice } from './notice-wording.ts';

const notice: Notice = {
  kind: 'invitation', to: 'marco@bottega.example', language: 'en', workspace: 'Bottega Verde', invitedBy: 'Anna Ferri',
  link: 'https://desk.example/invitation#dG9rZW4', expiresAt: '2026-03-16T17:30:00.000Z',
};

describe('what a notice says', () => {
  test.each([
    ['en', 'You are invited to Bottega Verde', /Anna Ferri invites you/, /March 16, 2026 at 6:30/],
    ['ru', 'Приглашение в Bottega Verde', /Anna Ferri приглашает вас/, /16 марта 2026.*18:30/],
    ['it', 'Invito a Bottega Verde', /Anna Ferri la invita/, /16 marzo 2026.*18:30/],
    ['zh', '邀请您加入 Bottega Verde', /Anna Ferri 邀请您加入/, /2026年3月16日.*18:30/],
    ['tlh', 'You are invited to Bottega Verde', /Anna Ferri invites you/, /March 16, 2026/],
  ])('in %s, with the time of the workspace', (language, subject, sentence, date) => {
    const worded = wordNotice({ ...notice, language }, 'Europe/Rome');
    expect(worded.subject).toBe(subject);
    for (const form of [worded.text, worded.html]) {
      expect(form).toMatch(sentence);
      expect(form).toMatch(date);
      expect(form).toContain(notice.link);
      expect(form).not.toMatch(/undefined|\bnull\b|\{\w+\}/);
    }
    expect(worded.html).toContain(`<html lang="${language === 'tlh' ? 'en' : language}">`);
  });

  test.each(['en', 'ru', 'it', 'zh'])('in %s for each kind, and where nobody in particular invites', (language) => {
    const texts = [wordNotice({ ...notice, language, invitedBy: null }, 'UTC'), wordNotice({ ...notice, language, kind: 'password-reset' }, 'UTC'), wordNotice({ ...notice, language, invitedBy: null, kind: 'second-factor-removed' }, 'UTC')];
    for (const { subject, text } of texts) {
      expect(subject).toContain('Bottega Verde');
      expect(text).not.toMatch(/undefined|\bnull\b|Anna|\{\w+\}/);
    }
    expect(new Set(texts.map(({ text }) => text)).size).toBe(texts.length);
  });

  test('names are text, whatever they hold', () => {
    const worded = wordNotice({ ...notice, workspace: '<script>alert(1)</script> & "Söhne"', invitedBy: 'Eve\r\nBcc: all@bottega.example\n\nClick: https://evil.example $& {date}' }, 'UTC');
    expect(worded.subject).not.toMatch(/[\r\n]/);
    expect(worded.text).toContain('Eve Bcc: all@bottega.example Click: https://evil.example $& {date} invites you');
    expect(worded.html).not.toContain('<script>');
    expect(worded.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Söhne&quot;');
  });
});
