import { readEvents, type HandOffClient } from '@face-session/capture';
import { HAND_OFF_PREFIX, type CreateHandOffResponse, type HandOffProgress } from '@face-session/protocol';
// Types only: the page does not bundle the schemas.
import type { OpenHandOffResponse, OpenLinkResponse, StartLinkResponse } from '@face-session/protocol/schemas';

/** Why there is no link to show. */
export type LinkFault = 'invalid' | 'offline' | 'busy' | 'broken';

/** A call failed. */
export class LinkError extends Error {
  constructor(readonly fault: LinkFault) {
    super(fault);
  }
}

/** What opening the page came to; it has a code where the page is that of a hand-off. */
type Opened = OpenHandOffResponse | { readonly outcome: 'opened'; readonly link: OpenLinkResponse; readonly code?: never };

/** The calls of the page, with its secrets in their bodies. Each throws LinkError. */
export interface LinkClient extends HandOffClient {
  open(deviceKey: () => string): Promise<Opened>;
  start(deviceKey: string, consentVersion: string | undefined): Promise<StartLinkResponse>;
  handOff(deviceKey: string): Promise<CreateHandOffResponse>;
}

/**
 * @param fragment of the page's URL: the token of a link, or the secret of a hand-off after its prefix
 * @param framedFor the client that the page's URL names, where the page is in a frame
 */
export function createLinkClient(fragment: string, framedFor: string | undefined): LinkClient {
  const secret = fragment.startsWith(HAND_OFF_PREFIX) ? { handOff: fragment.slice(HAND_OFF_PREFIX.length) } : { token: fragment };
  const request = async (path: string, body: object, signal?: AbortSignal): Promise<Response> => {
    const response = await fetch(`/api/v1/links/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...secret, ...body }),
      ...(signal && { signal }),
    }).catch(() => {
      throw new LinkError('offline');
    });
    if (response.ok) return response;
    throw new LinkError(faultOf(response.status));
  };
  const call = async <Answer>(path: string, body: object): Promise<Answer> => (await (await request(path, body)).json()) as Answer;
  return {
    open: async (deviceKey) =>
      'token' in secret
        ? { outcome: 'opened', link: await call<OpenLinkResponse>('open', { framedFor }) }
        : call<OpenHandOffResponse>('hand-off/open', { deviceKey: deviceKey() }),
    start: (deviceKey, consentVersion) => call('token' in secret ? 'start' : 'hand-off/start', { deviceKey, consentVersion }),
    handOff: (deviceKey) => call('hand-off', { deviceKey }),
    handOffProgress: (deviceKey) => call('hand-off/state', { deviceKey }),
    async *handOffEvents(deviceKey, signal) {
      const { body } = await request('hand-off/events', { deviceKey }, signal);
      if (body) for await (const data of readEvents(body)) yield JSON.parse(data) as HandOffProgress;
    },
  };
}

/** 400: the token is not whole. */
function faultOf(status: number): LinkFault {
  if (status === 404 || status === 400) return 'invalid';
  return status === 429 || status === 503 ? 'busy' : 'broken';
}
