import type { openLinkResponseSchema } from '@face-session/protocol/schemas';
import type { z } from 'zod';
import type { OpenedLink } from './open-link.js';

/** What the page shows, as it is answered. */
export function openedLinkJson({
  logo,
  privacyURL,
  consentVersion,
  returnURL,
  frame,
  test,
  ...opened
}: OpenedLink): z.input<typeof openLinkResponseSchema> {
  return {
    ...opened,
    ...(logo !== null && { logo }),
    ...(privacyURL !== null && { privacyURL }),
    ...(consentVersion !== null && { consentVersion }),
    ...(returnURL !== null && { returnURL }),
    ...(frame !== null && { frame: { ...frame, origins: [...frame.origins] } }),
    ...(test && { test }),
  };
}
