interface StoredImage {
  readonly sessionHash: string;
  readonly imageSealed: Uint8Array;
}

/** Audit-trail images; `passAttempt` puts them there, together with the success. */
export interface ImageStore {
  /** Null if unknown, expired, deleted or of another client. */
  findImage(imageHash: string, clientId: string, now: number): Promise<StoredImage | null>;
}
