import { BlockList, isIP } from 'node:net';

/**
 * IPv4 networks that are not the public Internet: the special-purpose registry of IANA (RFC 6890 and its updates), multicast, and the
 * metadata service that Azure gives a public address.
 */
const closedIPv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/** Global unicast, the only IPv6 that is public: mapped, compatible, NAT64, unique local, link-local and multicast addresses lie outside. */
const openIPv6 = ['2000::/3'];

/** Networks within it that are not public, or that carry an IPv4 address inside: protocol assignments (Teredo), documentation, 6to4. */
const closedIPv6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'];

/** Tells whether the service may connect to an address. */
type AddressRule = (address: string) => boolean;

/** The rules for the addresses of receivers. */
export interface AddressRules {
  /** On the Internet. */
  readonly isPublic: AddressRule;
  /** In a network that the operator allows. */
  readonly isAllowed: AddressRule;
}

/** @param allowedNetworks addresses or CIDR networks */
export function createAddressRules(allowedNetworks: readonly string[]): AddressRules {
  const allowed = blockListOf(allowedNetworks);
  const closed = blockListOf([...closedIPv4, ...closedIPv6]);
  const open = blockListOf(openIPv6);
  const isIn = (list: BlockList, address: string): boolean => {
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
  };
  return {
    isPublic: (address) => isIP(address) !== 0 && !isIn(closed, address) && (isIP(address) === 4 || isIn(open, address)),
    isAllowed: (address) => isIn(allowed, address),
  };
}

function blockListOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
