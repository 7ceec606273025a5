import { BlockList, isIP } from 'node:net';

/** Address of a request whose connection was gone before it could be read. All such requests share one count. */
export const UNKNOWN_ADDRESS = 'unknown';

/** Where requests come from, by {@link createClientAddress}. */
export type ClientAddress = (socketAddress: string | undefined, forwardedFor: string | readonly string[] | undefined) => string;

/**
 * Turns what the connection and the trusted proxies say into one address per subscriber: what limits, lock-out and logs count by.
 * @param trusted number of trusted proxies, or their addresses and networks (`10.0.0.0/8`)
 * @returns a function of the connection's address and `X-Forwarded-For`. It returns a canonical address, see {@link canonicalAddress}
 */
export function createClientAddress(trusted: number | readonly string[]): ClientAddress {
  const isTrusted = typeof trusted === 'number' ? (_address: string, hop: number) => hop < trusted : isIn(trusted);
  return (socketAddress, forwardedFor) => {
    let found = parseAddress(socketAddress ?? '');
    if (!found) return UNKNOWN_ADDRESS;
    const hops = forwardedFor === undefined ? [] : String(forwardedFor).split(',').reverse();
    for (const [hop, text] of hops.entries()) {
      if (!isTrusted(found, hop)) break;
      // A proxy that names no address (`unknown`, RFC 7239) leaves its own as the best one known.
      const next = parseAddress(text);
      if (!next) break;
      found = next;
    }
    return networkOf(found);
  };
}

/**
 * The one form of an address: port, brackets, quotes and zone removed, IPv4 inside IPv6 as IPv4, other IPv6 as its /64, the network
 * of one subscriber. Null if the text is no address.
 */
export function canonicalAddress(text: string): string | null {
  const address = parseAddress(text);
  return address === null ? null : networkOf(address);
}

/** IPv4 in dotted form, or IPv6 as eight groups without leading zeros. */
function parseAddress(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();
  const inBrackets = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(bare)?.[1];
  for (const candidate of inBrackets === undefined ? [bare, bare.replace(/:\d{1,5}$/, '')] : [inBrackets]) {
    const address = candidate.replace(/%.*$/, '');
    if (isIP(address) === 4) return inBrackets === undefined ? address : null;
    if (isIP(address) === 6) return embeddedIPv4(groupsOf(address)) ?? groupsOf(address).map(hex).join(':');
  }
  return null;
}

/** The eight 16-bit groups of a valid IPv6 address. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = address.replace(/[\d.]+$/, dottedToGroups).split('::');
  const groups = (part: string): number[] => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  if (tail === undefined) return groups(head);
  const [before, after] = [groups(head), groups(tail)];
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

/** `192.0.2.1` at the end of an IPv6 address, as two groups; other text unchanged. */
function dottedToGroups(end: string): string {
  if (isIP(end) !== 4) return end;
  const [a = 0, b = 0, c = 0, d = 0] = end.split('.').map(Number);
  return `${hex(a * 256 + b)}:${hex(c * 256 + d)}`;
}

/**
 * Prefixes after which an IPv6 address holds an IPv4 address: mapped (RFC 4291), translated (RFC 2765), NAT64 (RFC 6052), all with the
 * address in the last 32 bits; 6to4 (RFC 3056), with the address after 16 bits.
 */
const IPV4_AFTER: readonly (readonly number[])[] = [[0, 0, 0, 0, 0, 0xffff], [0, 0, 0, 0, 0xffff, 0], [0x64, 0xff9b, 0, 0, 0, 0], [0x2002]];

function embeddedIPv4(groups: readonly number[]): string | null {
  const prefix = IPV4_AFTER.find((start) => start.every((group, index) => group === groups[index]));
  if (!prefix) return null;
  const [high = 0, low = 0] = groups.slice(prefix.length);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function hex(group: number): string {
  return group.toString(16);
}

/** IPv4 as it is; the /64 of an IPv6 address. */
function networkOf(address: string): string {
  return isIP(address) === 4 ? address : `${address.split(':').slice(0, 4).join(':')}::/64`;
}

/** Whether an address belongs to the addresses and networks given. */
function isIn(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [text = '', prefix] = network.split('/');
    const address = parseAddress(text) ?? text;
    const [family, bits] = isIP(address) === 4 ? (['ipv4', 32] as const) : (['ipv6', 128] as const);
    // The prefix of a network of mapped addresses counts the 96 bits before them.
    const length = prefix === undefined ? bits : Number(prefix) - (family === 'ipv4' && isIP(text) === 6 ? 96 : 0);
    list.addSubnet(address, length, family);
  }
  return (address) => list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}
