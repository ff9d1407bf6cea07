// Working hours, inbox settings and the QR code: what a form holds, and what is made of it.
import { describe, expect, test } from 'vitest';
import { mistakeIn, nextInterval, savedHours, typedHours } from './hours.ts';
import { chatConfig, chatDefaults, emailConfig, emailDefaults, formValues, inboxChange, scriptTag } from './inbox-form-values.ts';
import { placesFor } from './places.ts';
import { qrCode } from './qr.ts';

describe('working hours', () => {
  test('are saved in order and without days off', () => {
    const typed = {
      ...typedHours({}),
      monday: [
        ['14:00', '18:00'],
        ['09:00', '13:00'],
      ] as const,
    };
    expect(savedHours(typed)).toEqual({
      monday: [
        ['09:00', '13:00'],
        ['14:00', '18:00'],
      ],
    });
    expect(savedHours(typedHours({ sunday: [['10:00', '12:00']] }))).toEqual({ sunday: [['10:00', '12:00']] });
  });

  test.each([
    [[], null],
    [[['09:00', '18:00']], null],
    [
      [
        ['09:00', '13:00'],
        ['13:00', '18:00'],
      ],
      null,
    ],
    [
      [
        ['14:00', '18:00'],
        ['09:00', '13:00'],
      ],
      null,
    ],
    [[['09:00', '']], 'incomplete'],
    [[['18:00', '09:00']], 'backwards'],
    [[['09:00', '09:00']], 'backwards'],
    [
      [
        ['09:00', '14:00'],
        ['13:00', '18:00'],
      ],
      'overlap',
    ],
  ] as const)('%j is %s', (intervals, mistake) => {
    expect(mistakeIn(intervals)).toBe(mistake);
  });

  test('another interval begins after the last one and is none of its own mistakes', () => {
    for (const intervals of [[], [['09:00', '13:00']], [['09:00', '15:00']], [['09:00', '18:00']]] as const)
      expect(mistakeIn([...intervals, nextInterval(intervals)])).toBeNull();
  });
});

describe('settings of an inbox', () => {
  const senders = [
    { name: ' Support ', address: ' support@example.test ', signature: 'Northwind\n' },
    { name: '', address: '  ', signature: '' },
  ];

  test('e-mail: a secret that was not typed is not sent, so the stored one stays', () => {
    const config = emailConfig({ ...emailDefaults, 'imap.host': ' imap.example.test ', 'imap.user': 'support', 'imap.password': 'new secret' }, senders);
    expect(config).toMatchObject({
      imap: { host: 'imap.example.test', port: 993, secure: true, auth: 'password', user: 'support', password: 'new secret' },
      folder: 'INBOX',
      sentFolder: null,
    });
    expect(config['smtp']).not.toHaveProperty('password');
    expect(config['senders']).toEqual([{ name: 'Support', address: 'support@example.test', signature: 'Northwind' }]);
    expect(config).not.toHaveProperty('oauth2');
  });

  test('e-mail: a port that is no number is sent as one that is refused beside its field', () => {
    expect(emailConfig({ ...emailDefaults, 'imap.port': 'abc' }, senders)).toMatchObject({ imap: { port: -1 } });
  });

  test('e-mail: OAuth 2 is sent when one of the sides uses it', () => {
    expect(emailConfig({ ...emailDefaults, 'smtp.auth': 'oauth2', 'oauth2.clientId': 'id' }, senders)['oauth2']).toEqual({
      provider: 'google',
      clientId: 'id',
    });
    expect(
      emailConfig({ ...emailDefaults, 'imap.auth': 'oauth2', 'oauth2.provider': 'other', 'oauth2.tokenUrl': 'https://login.example.test' }, senders)['oauth2'],
    ).toMatchObject({ tokenUrl: 'https://login.example.test' });
  });

  test('chat: lines and commas part the pages, and only languages with words have a welcome', () => {
    const config = chatConfig({
      ...chatDefaults,
      teamName: ' Northwind ',
      allowedOrigins: 'https://a.example\nhttps://b.example, https://c.example',
      'welcome.it': 'Ciao!',
    });
    expect(config).toEqual({
      teamName: 'Northwind',
      welcome: { it: 'Ciao!' },
      colour: null,
      askEmail: true,
      uploads: true,
      allowedOrigins: ['https://a.example', 'https://b.example', 'https://c.example'],
    });
  });

  test('what is stored comes back into the form as it was', () => {
    const values = { ...chatDefaults, teamName: 'Northwind', allowedOrigins: 'https://a.example\nhttps://b.example', 'welcome.ru': 'Привет', askEmail: 'no' };
    expect(formValues('web-chat', chatConfig(values), null)).toEqual(values);
    const mail = { ...emailDefaults, 'imap.host': 'imap.example.test', 'imap.secure': 'no', 'plusAddressing.on': 'yes', takeInDays: '30' };
    expect(formValues('email', emailConfig(mail, senders), null)).toMatchObject(mail);
  });

  test('an inbox without a name is called by its address, and its undo time has limits', () => {
    expect(inboxChange('email', ' ', '900', [], emailDefaults, senders, null)).toMatchObject({ name: 'support@example.test', undoSeconds: 120 });
    expect(inboxChange('web-chat', '', '-', [], { ...chatDefaults, teamName: 'Northwind' }, [], null)).toMatchObject({
      name: 'Northwind',
      undoSeconds: 0,
      senders: [],
    });
  });

  test('the line for the website names the desk and the inbox', () => {
    expect(scriptTag('https://desk.example', 'abc')).toBe('<script src="https://desk.example/widget.js" data-inbox="abc" defer></script>');
  });
});

test('only administrators see the places of administration', () => {
  expect(placesFor('agent')).toEqual(['me', 'notifications', 'keys', 'templates', 'macros']);
  expect(placesFor('lead')).toEqual(['me', 'notifications', 'keys', 'templates', 'macros', 'contacts']);
  expect(placesFor('administrator')).toContain('inboxes');
});

describe('the QR code', () => {
  const drawn = (text: string) => qrCode(text)?.map((row) => row.map((dark) => (dark ? '1' : '0')).join('')) ?? [];

  test('grows with its text, and gives up where it would grow too large', () => {
    expect(drawn('a')).toHaveLength(21);
    expect(drawn('x'.repeat(14))).toHaveLength(21);
    expect(drawn('x'.repeat(15))).toHaveLength(25);
    expect(drawn('x'.repeat(213))).toHaveLength(57);
    expect(qrCode('x'.repeat(214))).toBeNull();
  });

  test('has its three corners and its timing', () => {
    const grid = drawn('otpauth://totp/Attune:anna@example.test?secret=JBSWY3DPEHPK3PXP&issuer=Attune');
    const side = grid.length;
    for (const [top, left] of [
      [0, 0],
      [0, side - 7],
      [side - 7, 0],
    ] as const) {
      expect(grid.slice(top, top + 7).map((row) => row.slice(left, left + 7))).toEqual([
        '1111111',
        '1000001',
        '1011101',
        '1011101',
        '1011101',
        '1000001',
        '1111111',
      ]);
    }
    expect(grid[6]!.slice(8, side - 8)).toMatch(/^(?:10)+1$/);
  });
});
