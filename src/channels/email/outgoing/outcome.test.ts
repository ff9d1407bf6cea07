import { describe, expect, test } from 'vitest';
import { TokenProblem } from '../connection/token.ts';
import { htmlOfText } from './html-of-text.ts';
import { connectionProblem, failureOf, type SmtpFailure } from './outcome.ts';

const failure = (change: Partial<SmtpFailure>): Error => Object.assign(new Error(change.message ?? 'failed'), change);

describe('what an answer means', () => {
  test.each<[string, Partial<SmtpFailure>, boolean, string, string]>([
    ['no such user', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, response: '550 5.1.1 unknown' }, false, 'never', 'email.recipient-refused'],
    ['relaying', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 554, response: '554 5.7.1 Relay access denied' }, false, 'never', 'email.refused-by-policy'],
    ['mailbox full', { command: 'RCPT TO', responseCode: 552, response: '552 5.2.2 over quota' }, false, 'never', 'email.mailbox-full'],
    ['too large', { command: 'DATA', responseCode: 552, response: '552 message size exceeds limit' }, true, 'never', 'email.message-too-large'],
    ['sender', { command: 'MAIL FROM', responseCode: 553, response: '553 5.7.1 not owned' }, false, 'never', 'email.sender-refused'],
    ['content', { command: 'DATA', responseCode: 550, response: '550 no thanks' }, true, 'never', 'email.message-refused'],
    ['sign in first', { command: 'MAIL FROM', responseCode: 530, response: '530 5.7.0 Authentication required' }, false, 'later', 'email.login-refused'],
    ['wrong password', { code: 'EAUTH', responseCode: 535, response: '535 5.7.8 bad' }, false, 'later', 'email.login-refused'],
    ['sign-in is down', { code: 'EAUTH', responseCode: 454, response: '454 4.7.0 later' }, false, 'later', 'email.server-busy'],
    ['closing', { code: 'ECONNECTION', responseCode: 421, response: '421 4.3.2 shutting down' }, true, 'later', 'email.server-busy'],
    ['lost after the last byte', { code: 'ECONNECTION' }, true, 'unknown', 'email.answer-lost'],
    ['silent after the last byte', { code: 'ETIMEDOUT' }, true, 'unknown', 'email.answer-lost'],
    ['lost before', { code: 'ECONNECTION' }, false, 'later', 'email.host-unreachable'],
    ['stopped after the last byte', { code: 'EABORT' }, true, 'unknown', 'email.answer-lost'],
    ['stopped before', { code: 'EABORT' }, false, 'later', 'email.host-unreachable'],
    ['file', { code: 'ESTREAM', message: 'disk' }, false, 'later', 'email.attachment-unreadable'],
  ])('%s', (_name, given, handedOver, retry, code) => expect(failureOf(failure(given), handedOver)).toMatchObject({ ok: false, retry, code }));

  test.each([['450 4.2.0 Greylisted for 300 seconds', 305], ['451 greylisting, try again in 5 min', 305], ['450 grey-listed', 300], ['451 4.3.0 try later', undefined], ['451 come back in 99999 minutes', undefined]])('%s: %s', (response, seconds) => {
    const answer = failureOf(failure({ responseCode: 450, response }), false);
    expect(answer.retryAfterSeconds).toBe(seconds);
  });
  test('what every message of the inbox would meet is said of the inbox, with the side that speaks; what one message meets is not', () => {
    const of = (given: Partial<SmtpFailure>, handedOver = false) => failureOf(failure(given), handedOver);
    for (const inbox of [of({ code: 'EAUTH', responseCode: 535, response: '535 bad' }), of({ code: 'ECONNECTION' }), of({ code: 'EDNS' }), of({ command: 'MAIL FROM', responseCode: 553, response: '553 not owned' })]) {
      expect(inbox).toMatchObject({ ofInbox: true, reason: expect.stringMatching(/^SMTP: /) });
    }
    for (const message of [of({ command: 'RCPT TO', responseCode: 550, response: '550 unknown' }), of({ command: 'DATA', responseCode: 451, response: '451 later' }), of({ code: 'ECONNECTION' }, true), of({ code: 'EABORT' })]) {
      expect(message).not.toHaveProperty('ofInbox');
    }
  });
  test('a refused token keeps its own code', () => {
    expect(failureOf(new TokenProblem('email.token-refused', 'invalid_grant'), false)).toMatchObject({ retry: 'later', code: 'email.token-refused', reason: 'SMTP: invalid_grant', ofInbox: true });
  });
  test('a reason is one line of bearable length', () => {
    const answer = failureOf(failure({ responseCode: 550, response: `550 a\r\n550 b ${'x'.repeat(2000)}` }), false);
    expect(answer.reason).toMatch(/^550 a 550 b x+$/);
    expect(answer.reason).toHaveLength(500);
  });
  test.each([['ENOTFOUND', '', 'email.host-unknown'], ['ECONNREFUSED', '', 'email.host-unreachable'], ['DEPTH_ZERO_SELF_SIGNED_CERT', '', 'email.certificate'], ['CERT_HAS_EXPIRED', '', 'email.certificate'], ['ESOCKET', 'wrong version number', 'email.no-encryption'], ['', "Hostname/IP does not match certificate's altnames", 'email.certificate']])('%s %s', (code, message, problem) => {
    expect(connectionProblem({ code, message })).toBe(problem);
  });
});

test.each([
  ['One\nline\n\nTwo', '<div><p>One<br>\nline</p>\n<p>Two</p></div>'],
  ['See https://shop.example/a?b=1&c=2. Bye', '<div><p>See <a href="https://shop.example/a?b=1&amp;c=2">https://shop.example/a?b=1&amp;c=2</a>. Bye</p></div>'],
  ['(https://shop.example/a)，您好', '<div><p>(<a href="https://shop.example/a">https://shop.example/a</a>)，您好</p></div>'],
  ['<b>"&', '<div><p>&lt;b&gt;&quot;&amp;</p></div>'],
  ['', '<div><p></p></div>'],
])('the formatted form of %j', (text, html) => expect(htmlOfText(text)).toBe(html));
