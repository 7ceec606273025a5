import { isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Addresses of home and office networks (RFC 1918). */
const PRIVATE = /^(10[.]|192[.]168[.]|172[.](1[6-9]|2\d|3[01])[.])/;

/**
 * The IPv4 address at which other devices of the local network reach this machine.
 * @param wanted as the command line names it; undefined: the first private one
 * @throws Error that says what to write
 */
export function lanAddress(wanted: string | undefined, interfaces = networkInterfaces()): string {
  const own = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
  if (wanted === undefined) {
    const found = own.find((address) => PRIVATE.test(address));
    if (found === undefined) throw new Error('This machine has no address in a local network. Name one: npm start -- --lan=ADDRESS');
    return found;
  }
  if (!isIPv4(wanted) || !own.includes(wanted)) {
    throw new Error(`--lan: ${wanted} is not an IPv4 address of this machine. It has ${own.join(', ') || 'none in a network'}.`);
  }
  return wanted;
}
