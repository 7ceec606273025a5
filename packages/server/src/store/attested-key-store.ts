/** A key of App Attest that an app registered. */
interface AttestedKeyName {
  readonly clientId: string;
  /** Keyed hash of its identifier. */
  readonly keyHash: string;
  /** When it was used last; unused keys are deleted half a year later. */
  readonly now: number;
}

/** Keys that the phones of a client's apps had attested: they make assertions later. */
export interface AttestedKeyStore {
  /** A key; null: not known. */
  attestedKey(clientId: string, keyHash: string): Promise<{ readonly publicKey: Uint8Array; readonly counter: number } | null>;
  /** Keeps a key with a counter of 0. One that is known stays as it is. */
  addAttestedKey(key: AttestedKeyName & { readonly publicKey: Uint8Array }): Promise<void>;
  /** Raises the counter of a key. False, and nothing changed, if it is not higher than before, whoever else raises it at the same time. */
  useAttestedKey(key: AttestedKeyName & { readonly counter: number }): Promise<boolean>;
}
