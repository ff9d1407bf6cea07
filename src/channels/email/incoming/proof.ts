// Whether the sender's address is proven: by what our own receiving server wrote down (RFC 8601), or by our own check of the
// signatures while fetching. Anything else that claims proof may have been written by the sender.
import type { RawRequest } from '../../channel.ts';
import type { EmailConfig } from '../config.ts';
import { domainOf } from '../mime/address.ts';
import { type Part, valuesOf } from '../mime/part.ts';

export function isProven(mail: Part, address: string, config: EmailConfig, fetched: RawRequest['headers']): boolean {
  const domain = domainOf(address);
  if ((fetched['dkim-pass'] ?? '').split(' ').some((signer) => signer !== '' && aligned(signer, domain))) return true;
  return config.trustedServers.some((trusted) => {
    const arc = trusted.startsWith('arc:');
    const header = valuesOf(mail.headers, arc ? 'arc-authentication-results' : 'authentication-results').map((value) => parseResults(value, arc)).find((results) => results.server === (arc ? trusted.slice(4) : trusted));
    return header !== undefined && header.results.some((result) => proves(result, domain));
  });
}

type Result = { readonly method: string; readonly value: string; readonly properties: Readonly<Record<string, string>> };

/** Only the first header of a trusted server counts: those below came with the mail. */
function parseResults(header: string, arc: boolean): { server: string; results: Result[] } {
  const plain = header.replace(/"[^"]{0,1000}"/g, '').replace(/\([^()]{0,1000}\)/g, ' ').toLowerCase();
  const [server = '', ...parts] = (arc ? plain.replace(/^\s*i\s*=\s*\d+\s*;/, '') : plain).split(';');
  const results = parts.map((part) => {
    const [first = '', ...rest] = part.trim().split(/\s+/);
    const [method = '', value = ''] = first.split('=');
    return { method: method.split('/')[0]!, value, properties: Object.fromEntries(rest.map((pair) => [pair.slice(0, Math.max(0, pair.indexOf('='))), pair.slice(pair.indexOf('=') + 1)])) };
  });
  return { server: server.trim().split(/\s+/)[0] ?? '', results };
}

function proves({ method, value, properties }: Result, domain: string): boolean {
  if (value !== 'pass') return false;
  if (method === 'dmarc') return (properties['header.from'] ?? domain) === domain;
  if (method !== 'dkim') return false;
  const signer = properties['header.d'] ?? (properties['header.i'] ?? '').split('@').at(-1)!;
  return aligned(signer, domain);
}

/** Relaxed alignment without a list of public suffixes: the same domain, or a parent that has a dot of its own. */
export const aligned = (signer: string, domain: string): boolean => signer === domain || (signer.includes('.') && domain.endsWith(`.${signer}`));
