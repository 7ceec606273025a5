import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { androidRoots, appleRoots } from './pinned-roots.js';

describe('a pinned root', () => {
  it.each([
    ['of Apple', appleRoots[0], '1cb9823ba28ba6ad2d33a006941de2ae4f513ef1d4e831b9f7e0fa7b6242c932'],
    ['of Google, RSA', androidRoots[0], 'cedb1cb6dc896ae5ec797348bce9286753c2b38ee71ce0fbe34a9a1248800dfc'],
    ['of Google, P-384', androidRoots[1], '6d9db4ce6c5c0b293166d08986e05774a8776ceb525d9e4329520de12ba4bcc0'],
  ])('has the published fingerprint, and signed itself: %s', (_, pem, fingerprint) => {
    const root = new X509Certificate(pem!);
    expect(root.fingerprint256.replaceAll(':', '').toLowerCase()).toBe(fingerprint);
    expect(root.verify(root.publicKey)).toBe(true);
  });
});
