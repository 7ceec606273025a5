import { describe, expect, it } from 'vitest';
import { createAddressRules } from './address-rules.js';
import { ReceiverError, resolveReceiver, type Resolve } from './receiver.js';

/* Attempts to make the service call an address that is not the receiver's, or not on the Internet. tests/server/webhooks.test.ts has real ports. */

const publicRules = createAddressRules([]);

/** A DNS in which every name has these addresses. */
const dns =
  (...addresses: string[]): Resolve =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

async function refusalOf(url: string, resolve: Resolve = dns('93.184.215.14'), rules = publicRules): Promise<string> {
  try {
    await resolveReceiver(url, rules, resolve);
    return 'allowed';
  } catch (error) {
    if (error instanceof ReceiverError) return error.reason;
    throw error;
  }
}

describe('a receiver', () => {
  it.each([
    'https://backend.example/hooks',
    'https://backend.example:8443/hooks?tenant=7',
    'https://93.184.215.14/',
    'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
  ])('is allowed on the Internet: %s', async (url) => {
    expect(await refusalOf(url)).toBe('allowed');
  });

  it.each([
    ['not a URL', 'url'],
    ['/hooks', 'url'],
    [`https://backend.example/${'x'.repeat(2000)}`, 'url'],
    ['https://backend.example/#fragment', 'url'],
    ['http://backend.example/hooks', 'scheme'],
    ['ftp://backend.example/', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['gopher://backend.example/', 'scheme'],
    ['https://user@backend.example/', 'credentials'],
    ['https://user:password@backend.example/', 'credentials'],
    ['https://backend.example@127.0.0.1/', 'credentials'],
    ['https://backend.example:22/', 'port'],
    ['https://backend.example:25/', 'port'],
    ['https://backend.example:6379/', 'port'],
    ['https://backend.example:80/', 'port'],
  ])('is refused by how it is written: %s (%s)', async (url, reason) => {
    expect(await refusalOf(url)).toBe(reason);
  });

  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://0.0.0.0/',
    'https://10.0.0.1/',
    'https://100.100.100.200/',
    'https://168.63.129.16/',
    'https://169.254.169.254/latest/meta-data/',
    'https://169.254.170.2/',
    'https://172.16.0.1/',
    'https://172.31.255.255/',
    'https://192.0.0.192/',
    'https://192.168.1.1/',
    'https://198.18.0.1/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::]/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::ffff:93.184.215.14]/',
    'https://[::127.0.0.1]/',
    'https://[::ffff:0:127.0.0.1]/',
    'https://[64:ff9b::127.0.0.1]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://[64:ff9b:1::1]/',
    'https://[100::1]/',
    'https://[2001::1]/',
    'https://[2001:db8::1]/',
    'https://[2002:7f00:1::]/',
    'https://[fc00::1]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://[fec0::1]/',
    'https://[ff02::1]/',
  ])('is refused by its address: %s', async (url) => {
    expect(await refusalOf(url)).toBe('address');
  });

  it.each([
    ['a private address', dns('10.0.0.5')],
    ['the metadata service', dns('169.254.169.254')],
    ['loopback in IPv6', dns('::1')],
    ['a mapped address', dns('::ffff:10.0.0.5')],
    ['a public and a private address', dns('93.184.215.14', '192.168.0.1')],
    ['a private and a public address', dns('192.168.0.1', '93.184.215.14')],
  ])('is refused if its name has %s', async (_, resolve) => {
    expect(await refusalOf('https://backend.example/', resolve)).toBe('address');
  });

  it('is refused if its name has no address, or cannot be resolved', async () => {
    expect(await refusalOf('https://backend.example/', dns())).toBe('unresolved');
    const unknown: Resolve = () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));
    expect(await refusalOf('https://backend.example/', unknown)).toBe('unresolved');
  });

  it('is allowed in a network of the operator, over http and on any port, and nowhere else', async () => {
    const rules = createAddressRules(['10.1.0.0/16', '127.0.0.1', 'fd00::/8']);
    for (const url of ['http://10.1.2.3:8080/', 'https://10.1.2.3/', 'http://127.0.0.1:4000/', 'https://[fd00::1]:99/']) {
      expect(await refusalOf(url, dns(), rules)).toBe('allowed');
    }
    for (const url of ['http://10.2.0.1/', 'http://127.0.0.2/', 'https://[fe80::1]/']) {
      expect(await refusalOf(url, dns(), rules)).toBe('address');
    }
    expect(await refusalOf('http://backend.example/', dns('10.1.0.1', '10.2.0.1'), rules)).toBe('address');
    expect(await refusalOf('http://backend.example/', dns('10.1.0.1', '93.184.215.14'), rules)).toBe('scheme');
    expect(await refusalOf('http://user@10.1.2.3/', dns(), rules)).toBe('credentials');
  });

  it('is resolved once, and connected to the addresses that were checked', async () => {
    let asked = 0;
    const rebinding: Resolve = () => Promise.resolve([{ address: asked++ === 0 ? '93.184.215.14' : '127.0.0.1', family: 4 }]);
    const { addresses } = await resolveReceiver('https://backend.example/', publicRules, rebinding);
    expect([asked, addresses]).toEqual([1, [{ address: '93.184.215.14', family: 4 }]]);
  });
});
