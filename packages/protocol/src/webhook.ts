/** Every event that a webhook can receive: the one place where an event gets its name and meaning. */
export const webhookEvents = {
  'face_session.passed': 'The session succeeded. `jwsResult` is its result.',
  'face_session.failed': 'All attempts of the session failed. `jwsResult` is its result, without a match.',
  'face_session.ended': 'The session ended without success and with attempts left: the app ended it, or its ten minutes were over.',
  'link.opened': 'The page of a [link](links.md) was opened for the first time.',
  'link.expired': 'A [link](links.md) expired before anybody started. Its session was never made.',
} as const satisfies Record<string, string>;
export type WebhookEventType = keyof typeof webhookEvents;
export const webhookEventTypes = Object.keys(webhookEvents) as readonly WebhookEventType[];

/** Why a session ended with attempts left: the app ended it and fetched the incomplete result, or its ten minutes were over. */
export const sessionEndReasons = ['app', 'expired'] as const;
export type SessionEndReason = (typeof sessionEndReasons)[number];

/** Headers of a delivery, as Standard Webhooks names them. */
export const webhookHeaders = { id: 'webhook-id', timestamp: 'webhook-timestamp', signature: 'webhook-signature' } as const;

/** What a signing secret begins with (Standard Webhooks); base64 of the key follows. */
export const WEBHOOK_SECRET_PREFIX = 'whsec_';

/** How far the timestamp of a delivery may be from the receiver's clock, in seconds (Standard Webhooks: five minutes). */
export const WEBHOOK_TOLERANCE_SECONDS = 5 * 60;

/** How long an event can be delivered and replayed, in seconds from its creation: three days. Then it is deleted. */
export const WEBHOOK_EVENT_LIFETIME_SECONDS = 3 * 24 * 60 * 60;

/** The body of a delivery in the service's own form. */
export interface WebhookEvent {
  /** One of {@link webhookEvents}; a newer service may send others. */
  type: WebhookEventType | (string & {});
  /** When it happened, ISO 8601 in UTC. */
  timestamp: string;
  data: {
    /** Absent if the session expired and in events of links: the service then knows only the hash. */
    sessionId?: string | undefined;
    /** SHA-256 of the session id in lower case, in hexadecimal; always present. */
    sessionIdSha256: string;
    /** The customer's own id of the user, if the app gave one. */
    userIdentifier?: string | undefined;
    /** `face_session.ended` only. */
    reason?: SessionEndReason | (string & {}) | undefined;
    /** The signed result (JWE if the client registered a key); absent if the session expired and in events of links. */
    jwsResult?: string | undefined;
    /** Present in test mode only. */
    test?: true | undefined;
  };
}
