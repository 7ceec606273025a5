/** Audit-trail images; `passAttempt` puts them there, together with the success. */
export interface ImageStore {
  /** The sealed image; null if unknown, expired, deleted or of another client. */
  findImage(imageHash: string, clientId: string, now: number): Promise<Uint8Array | null>;
}
