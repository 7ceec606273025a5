import { describe, expect, it } from 'vitest';
import { UNKNOWN_ADDRESS, canonicalAddress, createClientAddress } from './client-address.js';

describe('the canonical form of an address', () => {
  it.each([
    ['IPv4', '198.51.100.8', '198.51.100.8'],
    ['IPv4 with a port', '198.51.100.8:50001', '198.51.100.8'],
    ['IPv4 between spaces', ' 198.51.100.8\t', '198.51.100.8'],
    ['quoted IPv4 with a port', '"198.51.100.8:50001"', '198.51.100.8'],
    ['mapped IPv4', '::ffff:198.51.100.8', '198.51.100.8'],
    ['mapped IPv4 in capitals', '::FFFF:198.51.100.8', '198.51.100.8'],
    ['mapped IPv4 in hexadecimal', '::ffff:c633:6408', '198.51.100.8'],
    ['mapped IPv4 in full', '0:0:0:0:0:ffff:198.51.100.8', '198.51.100.8'],
    ['mapped IPv4 in brackets with a port', '[::ffff:198.51.100.8]:443', '198.51.100.8'],
    ['translated IPv4', '::ffff:0:198.51.100.8', '198.51.100.8'],
    ['IPv4 behind NAT64', '64:ff9b::198.51.100.8', '198.51.100.8'],
    ['IPv4 behind 6to4', '2002:c633:6408:1::5', '198.51.100.8'],
    ['IPv6', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['IPv6 in capitals with zeros', '2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['IPv6 of the same /64', '2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['IPv6 of another /64', '2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['IPv6 in brackets', '[2001:db8:1:2::1]', '2001:db8:1:2::/64'],
    ['IPv6 in brackets with a port', '[2001:db8:1:2::1]:50001', '2001:db8:1:2::/64'],
    ['quoted IPv6 with a port', '"[2001:db8:1:2::1]:50001"', '2001:db8:1:2::/64'],
    ['full IPv6 with a port and no brackets', '2001:db8:1:2:3:4:5:6:50001', '2001:db8:1:2::/64'],
    ['IPv6 with a zone', 'fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['IPv6 with a zone in brackets with a port', '[fe80::1%25eth0]:80', 'fe80:0:0:0::/64'],
    ['IPv6 loopback', '::1', '0:0:0:0::/64'],
  ])('of %s', (_, text, expected) => {
    expect(canonicalAddress(text)).toBe(expected);
  });

  it.each([
    '',
    'unknown',
    '_hidden',
    'localhost',
    '198.51.100',
    '198.51.100.8.9',
    '010.0.0.1',
    '256.1.1.1',
    '[198.51.100.8]',
    '1:2',
    ':::',
    '198.51.100.8:123456',
  ])('does not exist for "%s"', (text) => {
    expect(canonicalAddress(text)).toBeNull();
  });
});

describe('the address of a client', () => {
  it.each([
    ['without a trusted proxy is the connection’s', 0, '::ffff:192.0.2.1', '198.51.100.8', '192.0.2.1'],
    ['behind one proxy is the last one named', 1, '10.0.0.1', '203.0.113.9, 198.51.100.8:50001', '198.51.100.8'],
    ['behind two proxies is the last but one', 2, '10.0.0.1', '1.1.1.1, 203.0.113.9:443, 198.51.100.8', '203.0.113.9'],
    ['behind more proxies than it names is the first', 3, '10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['behind a proxy that names none is the proxy’s', 1, '10.0.0.1', undefined, '10.0.0.1'],
    ['behind a proxy that names no address is the proxy’s', 1, '10.0.0.1', '203.0.113.9, unknown', '10.0.0.1'],
    ['behind a proxy by address', ['10.0.0.1'], '10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['behind a proxy of a network, mapped', ['10.0.0.0/8'], '::ffff:10.2.3.4', '203.0.113.9', '203.0.113.9'],
    ['behind a proxy of a mapped network', ['::ffff:10.0.0.0/104'], '10.2.3.4', '203.0.113.9', '203.0.113.9'],
    [
      'behind two proxies by network, with ports',
      ['10.0.0.0/8', 'fd00::/8'],
      '[fd00::1%eth0]',
      '203.0.113.9:1, 10.0.0.7:8080',
      '203.0.113.9',
    ],
    ['behind a stranger is the stranger’s', ['10.0.0.0/8'], '192.0.2.1', '203.0.113.9', '192.0.2.1'],
    ['that was invented before a trusted hop is not believed', ['10.0.0.0/8'], '10.0.0.1', '1.1.1.1, 203.0.113.9', '203.0.113.9'],
  ])('%s', (_, trusted, socket, forwarded, expected) => {
    expect(createClientAddress(trusted)(socket, forwarded)).toBe(expected);
  });

  it('is known even if its connection is gone and has none', () => {
    expect(createClientAddress(1)(undefined, '203.0.113.9')).toBe(UNKNOWN_ADDRESS);
  });
});
