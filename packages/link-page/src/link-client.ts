import type { AppearanceModeName, LinkStatus } from '@face-session/protocol';

/** What the page shows; the answer of `POST /api/v1/links/open`. */
export interface OpenedLink {
  readonly status: LinkStatus;
  readonly name: string;
  readonly logo?: string;
  readonly privacyURL?: string;
  readonly consentVersion?: string;
  readonly selfieKeptSeconds: number;
  readonly locale?: string;
  readonly appearanceMode?: AppearanceModeName;
  readonly returnURL?: string;
  readonly test?: true;
}

/** What the capture is started with; the answer of `POST /api/v1/links/start`. */
export interface StartedLink {
  readonly outcome: 'started';
  readonly accessToken: string;
  readonly sessionId: string;
  readonly nonce?: string;
  readonly userIdentifier?: string;
  readonly options: Readonly<Record<string, never>>;
}

/** Why there is no answer to show. */
export type LinkFault = 'invalid' | 'offline' | 'busy' | 'broken';

/** A call failed. */
export class LinkError extends Error {
  constructor(readonly fault: LinkFault) {
    super(fault);
  }
}

/** The calls of the page, with the token of the link in their bodies. */
export interface LinkClient {
  /** @throws LinkError */
  open(): Promise<OpenedLink>;
  /** @throws LinkError */
  start(deviceKey: string, consentVersion: string | undefined): Promise<StartedLink | { readonly outcome: 'used' | 'over' }>;
}

export function createLinkClient(token: string): LinkClient {
  const call = async (name: 'open' | 'start', body: object): Promise<unknown> => {
    const response = await fetch(`/api/v1/links/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, ...body }),
    }).catch(() => {
      throw new LinkError('offline');
    });
    if (response.ok) return response.json();
    throw new LinkError(faultOf(response.status));
  };
  return {
    open: async () => (await call('open', {})) as OpenedLink,
    start: async (deviceKey, consentVersion) => (await call('start', { deviceKey, consentVersion })) as StartedLink,
  };
}

/** 400: the token is not whole. */
function faultOf(status: number): LinkFault {
  if (status === 404 || status === 400) return 'invalid';
  return status === 429 || status === 503 ? 'busy' : 'broken';
}
