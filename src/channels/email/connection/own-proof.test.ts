import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { describe, expect, test } from 'vitest';
import { provenDomains } from './own-proof.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'der' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
const mail = 'From: Maria <maria@example.com>\r\nTo: help@shop.example\r\nSubject: Signed\r\nDate: Mon, 09 Mar 2026 10:00:00 +0000\r\nMessage-ID: <signed@example.com>\r\n\r\nMy words.\r\n';
const signature = { signingDomain: 'example.com', selector: 'desk', privateKey };
const signed = async (): Promise<string> => (await dkimSign(mail, { ...signature, signatureData: [signature] })).signatures + mail;
const io = { log: () => {} };

const resolver = (name: string, kind: string): Promise<string[][]> => {
  if (kind === 'TXT' && name === 'desk._domainkey.example.com') return Promise.resolve([[`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`]]);
  return Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }));
};

describe('our own check of signatures', () => {
  test('a valid signature proves its domain', async () => expect(await provenDomains(Buffer.from(await signed()), io, resolver)).toEqual(['example.com']));
  test('a changed word proves nothing', async () => expect(await provenDomains(Buffer.from((await signed()).replace('My words', 'My lies')), io, resolver)).toEqual([]));
  test('neither does a mail without a signature, a key that is gone, or no mail at all', async () => {
    expect(await provenDomains(Buffer.from(mail), io, resolver)).toEqual([]);
    expect(await provenDomains(Buffer.from((await signed()).replace('s=desk', 's=gone')), io, resolver)).toEqual([]);
    expect(await provenDomains(Buffer.from('nothing'), io, resolver)).toEqual([]);
  });
});
