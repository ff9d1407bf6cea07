// One GET for a file: into the open network only, unless the address is the program's own. A redirect is not followed here.
import { lookup as systemLookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { guarded, isOpen, NotOpen } from './open-network.ts';

export type Reached = { readonly status: number; readonly headers: http.IncomingHttpHeaders; readonly content: http.IncomingMessage };
export type Reach = (url: URL, how: { readonly headers: Readonly<Record<string, string>>; readonly onlyOpen: boolean; readonly signal: AbortSignal }) => Promise<Reached>;

export const reachBy = (lookup: LookupFunction): Reach => async (url, { headers, onlyOpen, signal }) => {
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  // An address that is none by name is looked up by nobody.
  if (onlyOpen && isIP(literal) !== 0 && !isOpen(literal)) throw new NotOpen('not in the open network');
  const scheme = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const request = scheme.request(url, { method: 'GET', headers, signal, lookup: onlyOpen ? guarded(lookup) : lookup, agent: false });
    request.on('error', reject);
    request.on('response', (content) => resolve({ status: content.statusCode ?? 0, headers: content.headers, content }));
    request.end();
  });
};

export const reachNetwork: Reach = reachBy(systemLookup);
