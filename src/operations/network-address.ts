// Which addresses of the network are nobody else's business: what the desk is asked to call by a setting must not reach into
// the network that it stands in (server-side request forgery). From IANA's registries of special-purpose addresses:
// https://www.iana.org/assignments/iana-ipv4-special-registry and https://www.iana.org/assignments/iana-ipv6-special-registry
import { BlockList, isIP } from 'node:net';

const ownNetworks = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
  ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) ownNetworks.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 127], ['64:ff9b:1::', 48], ['100::', 64], ['2001::', 23], ['2001:db8::', 32], ['fc00::', 7], ['fe80::', 10], ['fec0::', 10], ['ff00::', 8],
] as const) ownNetworks.addSubnet(network, prefix, 'ipv6');

/** Forms of IPv6 that carry an address of IPv4 in them: translated (RFC 6052), 6to4 (RFC 3056), compatible (RFC 4291). */
const carrying = /^(?:64:ff9b::|2002:|::)/;

/** Anything that is no address counts as private: nothing is known of it. */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, '');
  const family = isIP(plain);
  if (family === 0) return true;
  if (family === 4) return ownNetworks.check(plain, 'ipv4');
  if (ownNetworks.check(plain, 'ipv6')) return true;
  const inside = carrying.test(canonical(plain)) ? carriedBy(canonical(plain)) : null;
  return inside !== null && ownNetworks.check(inside, 'ipv4');
}

/** As URLs write it: shortest form, lower case, no dotted part. */
function canonical(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

function carriedBy(address: string): string {
  const [head = '', tail = ''] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const groups = address.includes('::') ? [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right] : left;
  const at = address.startsWith('2002:') ? 1 : 6;
  const [high, low] = [Number.parseInt(groups[at] ?? '0', 16), Number.parseInt(groups[at + 1] ?? '0', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
