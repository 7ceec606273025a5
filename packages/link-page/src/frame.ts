import { LINK_FRAME_PARAMETER, LINK_MESSAGE_TYPE, type LinkMessage, type LinkStatus } from '@face-session/protocol';
import type { OpenLinkResponse } from '@face-session/protocol/schemas';

/** The client that the page's URL names, where the page is in a frame; empty where it names none, which opens nothing. Undefined: in no frame. */
export function framedFor(): string | undefined {
  return window.top === window.self ? undefined : (new URLSearchParams(location.search).get(LINK_FRAME_PARAMETER) ?? '');
}

/** The origins that a message is for: the one around this page if it is registered; all that are where the browser does not name it. */
export function receiversOf(registered: readonly string[], around: string | undefined): readonly string[] {
  return around === undefined ? registered : registered.filter((origin) => origin === around);
}

let told: LinkStatus | undefined;

/** Tells the page around this one how the link stands, once for each status. The browser delivers it to the registered origins only. */
export function tellFrame(frame: OpenLinkResponse['frame'], status: LinkStatus): void {
  if (!frame || status === told) return;
  told = status;
  const { linkId, state, origins } = frame;
  const message: LinkMessage = { type: LINK_MESSAGE_TYPE, linkId, status, ...(state !== undefined && { state }) };
  // Firefox names no origins of ancestors.
  const { ancestorOrigins } = location as Partial<Location>;
  for (const origin of receiversOf(origins, ancestorOrigins?.[0])) window.parent.postMessage(message, origin);
}
