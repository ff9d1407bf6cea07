import { readdirSync, readFileSync } from 'node:fs';
import { conformance } from '../conformance.ts';
import { email } from './channel.ts';
import { mailRequest, settings } from './fixtures/sample.ts';

const folder = new URL('fixtures/', import.meta.url);
const inputs = readdirSync(folder).filter((name) => name.endsWith('.eml')).map((name) => ({ name, request: mailRequest(readFileSync(new URL(name, folder))) }));

conformance(email, {
  settings,
  wrongSettings: [
    { name: 'nothing typed', settings: {}, paths: ['imap', 'smtp', 'senders', 'signingSecret'] },
    {
      name: 'many mistakes',
      settings: {
        ...settings,
        imap: { host: 'http://mail.example', port: 99_999, user: '', password: '' },
        smtp: { host: 'smtp.example', auth: 'oauth2', user: 'help' },
        senders: [{ name: 'Help', address: 'not an address' }],
        maxBytes: 'many',
        idleMinutes: 90,
        colour: 'green',
      },
      paths: ['imap.host', 'imap.port', 'imap.user', 'imap.password', 'oauth2', 'senders.0.address', 'maxBytes', 'idleMinutes', 'colour'],
    },
    { name: 'a token address in clear text', settings: { ...settings, oauth2: { clientId: 'a', refreshToken: 'b', tokenUrl: 'http://token.example/' } }, paths: ['oauth2.tokenUrl'] },
  ],
  inputs: [...inputs, { name: 'no bytes', request: mailRequest(new Uint8Array()), unreadable: 'email.empty' }, { name: 'no mail', request: mailRequest(Buffer.from('\u0001\u0002 nothing here')), unreadable: 'email.not-a-mail' }],
  forged: [],
});
