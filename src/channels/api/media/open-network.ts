// Which addresses of the network are everybody's. Where a file lies is said by a message, and a message can be written by anybody who
// can write to the program: it must not make the desk reach into the network that it stands in (server-side request forgery).
// From IANA's registries: https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry
import type { LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const notOpen = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
  ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) notOpen.addSubnet(network, prefix, 'ipv4');
// Global unicast is one block of IPv6; what carries an address of IPv4 in it, or is set aside for examples, is not open.
const unicast = new BlockList();
unicast.addSubnet('2000::', 3, 'ipv6');
for (const [network, prefix] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const) notOpen.addSubnet(network, prefix, 'ipv6');

/** What is no address at all is not open: nothing is known of it. */
export function isOpen(address: string): boolean {
  const plain = address.replace(/%.*$/, '');
  if (isIP(plain) === 4) return !notOpen.check(plain, 'ipv4');
  return isIP(plain) === 6 && unicast.check(plain, 'ipv6') && !notOpen.check(plain, 'ipv6');
}

export class NotOpen extends Error {}

/** Looks up as the connection itself does, so that a name which leads elsewhere a moment later (DNS rebinding) gains nothing. */
export function guarded(lookup: LookupFunction): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      const open = (found as unknown as readonly LookupAddress[]).filter(({ address }) => isOpen(address));
      if (open.length === 0) return callback(new NotOpen('not in the open network'), '');
      if (options.all) return callback(null, [...open]);
      callback(null, open[0]!.address, open[0]!.family);
    });
  };
}
