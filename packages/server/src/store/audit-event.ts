import type { CameraFault, Findings } from '@face-session/liveness';
import type {
  AttemptFailureCode,
  AttestationFormat,
  CameraInfo,
  DeviceAttestation,
  DeviceInfo,
  Gesture,
  GestureFault,
  LightDecline,
  LivenessMethod,
  MatchLevel,
  SignedStatement,
  SigningAlgorithm,
  WebhookEventType,
} from '@face-session/protocol';
import type { Client } from './client-store.js';
import type { LinkPage } from './link-page.js';
import type { OperatorRole } from './operator-store.js';

/** An event of a session. `userHash` is missing where the app named no user. */
interface OfSession<Details = Record<string, never>> {
  readonly clientId: string;
  readonly sessionHash: string;
  readonly userHash?: string | undefined;
  readonly details: Details;
}

/** An event of an API client. */
interface OfClient<Details = Record<string, never>> {
  readonly clientId: string;
  readonly userHash?: string | undefined;
  readonly details: Details;
}

/** An event of the whole service. */
interface OfService<Details = Record<string, never>> {
  readonly details: Details;
}

/** An event of a user, in all sessions. */
interface OfUser<Details> {
  readonly userHash: string;
  readonly details: Details;
}

/** What every entry of a charged attempt holds. */
export interface AttemptFacts {
  /** 1 for the first attempt of the session. */
  readonly attempt: number;
  /** The camera as the client named it. */
  readonly camera: CameraInfo | undefined;
  readonly cameraFaults: readonly CameraFault[];
  readonly device: DeviceInfo | undefined;
  /** What was measured of the device. */
  readonly deviceRisks: DeviceAttestation['risk'] | undefined;
  /** The attestation that came with the burst, and why it counts for nothing. */
  readonly attestation?: { readonly format: AttestationFormat; readonly fault: string | undefined } | undefined;
  /** The requested gestures, once they are decided. */
  readonly gestures: readonly Gesture[] | undefined;
  /** Once colours were drawn: how many, and why they were not shown, if they were not. */
  readonly light?: { readonly colours: number; readonly declined: LightDecline | undefined } | undefined;
  /** Version of the centre that the match level was decided with, or `off`. */
  readonly centre: string;
}

/** What the frames have shown. */
interface Decided extends AttemptFacts {
  readonly method: LivenessMethod | undefined;
  readonly matchLevel: MatchLevel | null;
  /** The gestures found in the frames, each with its greatest amount. */
  readonly seenGestures: readonly { readonly gesture: Gesture; readonly peak: number }[] | undefined;
  readonly findings: Findings;
}

interface Passed extends Decided {
  readonly matchLevel: MatchLevel;
}

interface Failed extends Decided {
  readonly code: AttemptFailureCode;
  /** The check that failed, or another reason. */
  readonly reason: string;
  readonly gestureFault: GestureFault | undefined;
  /** A gesture that the person declined, and whether its pair is not drawn again in this session. */
  readonly declined: { readonly gesture: Gesture; readonly isReplaced: boolean } | undefined;
}

interface Challenged extends AttemptFacts {
  /** What the burst was found to be: live or doubtful. */
  readonly verdict: string;
  readonly matchLevel: MatchLevel;
  readonly findings: Findings;
}

/** Why an attempt or its upload was refused. Nothing was charged. */
interface SignatureRefusal {
  readonly code: 'ATTEMPT_SIGNATURE_INVALID';
  /** `no_key`: a key is required. `other_key`: the session is bound to another one. The rest: the kind of an upload whose signature does not fit. */
  readonly reason: 'no_key' | 'other_key' | SignedStatement['kind'];
}

interface CameraRefusal {
  readonly code: 'MEDIA_VIRTUAL_CAMERA_DETECTED';
  readonly camera: CameraInfo | undefined;
  readonly cameraFaults: readonly CameraFault[];
}

interface HistoryRefusal {
  readonly code: 'RATE_LIMITED';
  /** Seconds until an attempt may be opened. */
  readonly waitSeconds: number;
}

interface WebhookSet {
  readonly events: readonly WebhookEventType[];
  /** Form of the body: event or reference. */
  readonly body: string;
  /** Kind of the authentication. */
  readonly authentication: string;
}

interface WebhookDelivery {
  /** `webhook-id` of the delivery. */
  readonly eventId: string;
  readonly type: string;
  /** Deliveries of the event so far. */
  readonly tries: number;
  /** What came of the last one. */
  readonly outcome: string | null;
}

interface WebhookReplay {
  readonly eventId: string | undefined;
  readonly state: string | undefined;
  /** Number of events that are delivered again. */
  readonly events: number;
}

interface NewKeys {
  readonly newest: readonly string[];
  readonly test?: true;
}

type ClientChange = Partial<Pick<Client, 'name' | 'scopes' | 'policy' | 'signingAlgorithm'>>;

/** What an operator did in the console. `operator` is a name. */
interface ByOperator {
  readonly clientId?: string | undefined;
  readonly sessionHash?: string | undefined;
  readonly userHash?: string | undefined;
  readonly details: {
    readonly operator: string;
    /** Name of the view or action. */
    readonly what: string;
  };
}

/** Every event of the audit log by its name: what it is about, and its details. No details hold a secret or biometrics. */
export interface AuditEvents {
  /** A session was created from a photo or an enrolled face. */
  readonly 'session.created': OfSession;
  /** The customer's backend or an operator created a link. */
  readonly 'link.created': OfSession;
  /** The page of a link was opened for the first time. */
  readonly 'link.opened': OfSession;
  /** A capture handed its session over: the URL for another device was created. */
  readonly 'session.hand-off-created': OfSession;
  /** Another device opened the hand-off of a link or a session. */
  readonly 'link.hand-off-opened': OfSession;
  /** A device started a link. With the version of the text that the person consented to, where the client asks for consent. `handOff`: it had opened a hand-off. */
  readonly 'link.started': OfSession<{ readonly consentVersion: string | undefined; readonly handOff: true | undefined }>;
  /** The customer's backend or an operator deleted a link with its session. */
  readonly 'link.deleted': OfSession;
  /** The customer's backend deleted a session with all its data. */
  readonly 'session.deleted': OfSession;
  /**
   * The camera is virtual, and `REFUSE_VIRTUAL_CAMERAS` is on; very many attempts of the device or address failed; or an attempt or upload is not signed as it must be.
   * Nothing was charged.
   */
  readonly 'attempt.refused': OfSession<CameraRefusal | HistoryRefusal | SignatureRefusal>;
  /** The burst or the light was decided, and light or gestures were requested. */
  readonly 'attempt.challenged': OfSession<Challenged>;
  /** An attempt failed. */
  readonly 'attempt.failed': OfSession<Failed>;
  /** An attempt passed, and the result was signed. */
  readonly 'attempt.passed': OfSession<Passed>;
  /** The customer's backend, or the capture that handed the session over, read its result. */
  readonly 'result.read': OfSession;
  /** The customer's backend read the audit-trail image of a session. */
  readonly 'image.read': OfSession;
  /** A face was enrolled. */
  readonly 'enrollment.created': OfClient;
  /** An enrolled face was erased. */
  readonly 'enrollment.erased': OfClient;
  /** `client add` */
  readonly 'client.added': OfClient<{ readonly name: string }>;
  /** `client set`, with the new values */
  readonly 'client.changed': OfClient<ClientChange>;
  /** `client disable` */
  readonly 'client.disabled': OfClient;
  /** `client enable` */
  readonly 'client.enabled': OfClient;
  /** `client forget-people` */
  readonly 'client.people-forgotten': OfClient;
  /** `client rotate-secret` */
  readonly 'client.secret-added': OfClient<{ readonly secretId: string; readonly olderEndInHours: number }>;
  /** `client result-key` */
  readonly 'client.result-key-changed': OfClient<{ readonly algorithm: string }>;
  /** `client link-page set`, with the settings that hold from then on */
  readonly 'client.link-page-changed': OfClient<Omit<LinkPage, 'clientId'> & { readonly logo: boolean }>;
  /** `client webhook set`, with the settings that hold from then on */
  readonly 'webhook.set': OfClient<WebhookSet>;
  /** `client webhook rotate-secret` */
  readonly 'webhook.secret-added': OfClient<{ readonly secretId: string; readonly olderEndInHours: number }>;
  /** `client webhook disable` */
  readonly 'webhook.disabled': OfClient;
  /** `client webhook enable` */
  readonly 'webhook.enabled': OfClient;
  /** `client webhook remove` */
  readonly 'webhook.removed': OfClient;
  /** `client webhook replay` */
  readonly 'webhook.replayed': OfClient<WebhookReplay>;
  /** The receiver answered 410, and the webhook was disabled. */
  readonly 'webhook.gone': OfClient<{ readonly eventId: string }>;
  /** The receiver accepted the event of a session. */
  readonly 'webhook.delivered': OfSession<WebhookDelivery>;
  /** An event was deleted after three days without having been delivered. */
  readonly 'webhook.given-up': OfSession<WebhookDelivery>;
  /** `keys add`. `test`: of test results */
  readonly 'keys.added': OfService<{ readonly algorithm: SigningAlgorithm; readonly test?: true }>;
  /** `keys rotate`, with the identifiers of the new keys. `test`: of test results */
  readonly 'keys.rotated': OfService<NewKeys>;
  /** `keys rotate --revoke`, with the identifiers of the new keys. `test`: of test results */
  readonly 'keys.revoked': OfService<NewKeys>;
  /** `erase`, with the number of sessions deleted */
  readonly 'user.erased': OfUser<{ readonly sessions: number }>;
  /** `operator add`, with the operator's name and role */
  readonly 'operator.added': OfService<{ readonly operator: string; readonly role: OperatorRole }>;
  /** `operator set`, with the new role */
  readonly 'operator.changed': OfService<{ readonly operator: string; readonly role: OperatorRole }>;
  /** `operator disable`: sign-ins and links ended with it */
  readonly 'operator.disabled': OfService<{ readonly operator: string }>;
  /** `operator enable` */
  readonly 'operator.enabled': OfService<{ readonly operator: string }>;
  /** `operator remove` */
  readonly 'operator.removed': OfService<{ readonly operator: string }>;
  /** `operator link`: a link to register a passkey was printed */
  readonly 'operator.link-created': OfService<{ readonly operator: string }>;
  /** An operator registered a passkey with a link. */
  readonly 'operator.passkey-added': OfService<{ readonly operator: string }>;
  /** An operator signed in to the console. */
  readonly 'operator.signed-in': OfService<{ readonly operator: string }>;
  /** The identity provider vouched for somebody who may not enter: it gives them no role, or they are disabled here. */
  readonly 'operator.refused': OfService<{ readonly operator: string; readonly reason: 'no-role' | 'disabled' }>;
  /** An operator signed out. */
  readonly 'operator.signed-out': OfService<{ readonly operator: string }>;
  /** An operator opened a view of the console, or read on in it. */
  readonly 'console.viewed': ByOperator;
  /** An operator asked for an action in the console. What came of it has an entry of its own. */
  readonly 'console.acted': ByOperator;
  /** An operator saw the selfie of a session, for a reason in their own words. */
  readonly 'console.selfie-viewed': OfSession<{ readonly operator: string; readonly reason: string }>;
  /** A reviewer decided on a session. The machine's decision stays. */
  readonly 'review.decided': OfSession<{ readonly operator: string; readonly decision: string }>;
  /** `restore` */
  readonly 'store.restored': OfService;
}

export type AuditEventName = keyof AuditEvents;

/** An event of the audit log. Its name decides whom it is about and what its details are. */
export type AuditEvent = { readonly [Name in AuditEventName]: { readonly event: Name } & AuditEvents[Name] }[AuditEventName];
