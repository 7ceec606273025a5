import { X509Certificate, createPublicKey } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ensureCertificate } from './certificate.js';
import { lanAddress } from './lan-address.js';

const ipv4 = (address: string, internal = false) => ({ address, internal, family: 'IPv4' as const, netmask: '', mac: '', cidr: null });

it('the address in the local network is the first private one of the machine, or the one that is named', () => {
  const interfaces = { lo: [ipv4('127.0.0.1', true)], vpn: [ipv4('100.64.0.2')], en0: [ipv4('192.168.1.20'), ipv4('10.0.0.3')] };
  expect(lanAddress(undefined, interfaces)).toBe('192.168.1.20');
  expect(lanAddress('10.0.0.3', interfaces)).toBe('10.0.0.3');
  expect(() => lanAddress('192.168.1.99', interfaces)).toThrow('192.168.1.99 is not an IPv4 address of this machine. It has 100.64.0.2,');
  expect(() => lanAddress(undefined, { lo: [ipv4('127.0.0.1', true)] })).toThrow('npm start -- --lan=ADDRESS');
});

it('the certificate is of the address, signed by its own key, kept for the next start, and replaced for another address or near its end', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'face-session-certificate-'));
  try {
    const now = new Date('2026-03-01T12:00:00Z');
    const made = await ensureCertificate(folder, '192.168.1.20', now);
    const certificate = new X509Certificate(made.cert);
    expect(certificate.checkIP('192.168.1.20')).toBe('192.168.1.20');
    expect(certificate.checkIP('192.168.1.21')).toBeUndefined();
    expect([certificate.verify(certificate.publicKey), certificate.subject]).toEqual([true, 'CN=Face Session demo']);
    expect([new Date(certificate.validFrom), new Date(certificate.validTo)]).toEqual([now, new Date('2026-05-30T12:00:00Z')]);
    expect(createPublicKey(made.key).export({ type: 'spki', format: 'pem' })).toBe(
      certificate.publicKey.export({ type: 'spki', format: 'pem' }),
    );
    const file = join(folder, 'demo-certificate.json');
    expect([(await stat(file)).mode & 0o777, JSON.parse(await readFile(file, 'utf8'))]).toEqual([0o600, made]);
    expect(await ensureCertificate(folder, '192.168.1.20', new Date('2026-05-20T12:00:00Z'))).toEqual(made);
    expect(await ensureCertificate(folder, '192.168.1.20', new Date('2026-05-24T12:00:00Z'))).not.toEqual(made);
    expect(await ensureCertificate(folder, '10.0.0.3', now)).not.toEqual(made);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
