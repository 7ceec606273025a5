/** How the hosted page presents a client, set by the operator. */
export interface LinkPage {
  readonly clientId: string;
  /** Who asks, as the person reads it; null: the name of the client. */
  readonly name: string | null;
  /** Origins that a link may send the person back to. */
  readonly returnOrigins: readonly string[];
  /** Address of the client's privacy text; null: none. */
  readonly privacyURL: string | null;
  /** Version of the text that the person must consent to; null: no consent is asked for. */
  readonly consentVersion: string | null;
}
