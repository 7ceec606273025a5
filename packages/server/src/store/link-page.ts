/** How the hosted page presents a client, set by the operator. */
export interface LinkPage {
  readonly clientId: string;
  /** Name of the client on the page; null: the name that the client was added with. */
  readonly name: string | null;
  /** Origins that a link may send the person back to. */
  readonly returnOrigins: readonly string[];
  /** Address of the client's privacy text; null: none. */
  readonly privacyURL: string | null;
  /** Version of the text that the person must consent to; null: no consent is asked for. */
  readonly consentVersion: string | null;
  /** Origins whose pages may show the page in a frame, and are told how its link stands. */
  readonly frameOrigins: readonly string[];
  /** Whether a capture of the client may hand its session over to another device. */
  readonly captureHandOff: boolean;
}

/** What holds for a client until the operator sets it, in rows of versions that did not know a setting too. */
export const emptyLinkPage: Omit<LinkPage, 'clientId'> = {
  name: null,
  returnOrigins: [],
  privacyURL: null,
  consentVersion: null,
  frameOrigins: [],
  captureHandOff: false,
};
