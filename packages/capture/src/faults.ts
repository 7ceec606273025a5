import type { EndCode } from './end-code.js';
import type { Drawing } from './screen/drawings.js';
import type { PlainTextKey } from './texts/texts.js';

/** Why the camera cannot be used for now; the person can change it without a new session. */
export type CameraCause =
  /** The question was dismissed or answered with no; it can be asked again. */
  | 'denied'
  /** The browser does not ask any more: only its settings help. */
  | 'deniedForGood'
  /** There is no camera. */
  | 'none'
  /** Another application has it, or it is broken. */
  | 'busy'
  /** It was opened, and shows nothing. */
  | 'silent';

/** What the person can do about a fault: the last part of a text's key, `advice_…`. */
type Advice = Extract<PlainTextKey, `advice_${string}`> extends `advice_${infer Name}` ? Name : never;

/** One row of the table of faults. */
interface FaultRow {
  /** The code that the session ends with; absent where it goes on. */
  readonly code?: EndCode;
  /** The drawing of the screen that names the fault. The headline is the text `fault_NAME`; absent where there is no such screen. */
  readonly drawing?: Drawing;
  readonly advice?: Advice;
  /** The screen of a camera that the person can unblock, instead. */
  readonly blocked?: CameraCause;
  /** The same request may succeed a moment later: the person may try once more. */
  readonly again?: true;
  /** For the developer: what to change, in one or two sentences. */
  readonly help: string;
}

const NOT_GRANTED = 'SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED';
const NOT_AVAILABLE = 'SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE';

/**
 * Everything that keeps a session from succeeding beside the person: the one place where a cause gets its code, its screen and its advice.
 * A new cause is one row here, its text `fault_NAME` in each language, and its row and section in docs/troubleshooting.md.
 */
export const faults = {
  PAGE_NOT_SECURE: {
    code: 'MEDIA_SECURITY_ERROR',
    drawing: 'cameraOff',
    advice: 'https',
    help: 'Serve the page over https, or from localhost.',
  },
  CAMERA_POLICY: {
    code: 'MEDIA_SECURITY_ERROR',
    drawing: 'cameraOff',
    advice: 'tell',
    help: 'Send the header Permissions-Policy: camera=(self) with the page.',
  },
  CAMERA_FRAME: {
    code: 'MEDIA_SECURITY_ERROR',
    drawing: 'cameraOff',
    advice: 'tell',
    help: 'Add allow="camera" to the iframe, and allow its origin in the Permissions-Policy of the page around it.',
  },
  CAMERA_DENIED: { code: NOT_GRANTED, blocked: 'denied', help: 'The person said no. The session waits for another answer.' },
  CAMERA_BLOCKED: {
    code: NOT_GRANTED,
    blocked: 'deniedForGood',
    help: 'The browser does not ask again. The screen shows the way through its settings.',
  },
  CAMERA_UNANSWERED: { code: NOT_GRANTED, drawing: 'cameraOff', advice: 'permission', help: 'Start a new session.' },
  CAMERA_MISSING: { code: NOT_AVAILABLE, blocked: 'none', help: 'Connect a camera, or use a device that has one.' },
  CAMERA_IN_USE: { code: NOT_AVAILABLE, blocked: 'busy', help: 'Close the application or tab that has the camera.' },
  CAMERA_NO_PICTURE: { code: NOT_AVAILABLE, blocked: 'silent', help: 'Check the shutter, the switch and the cable of the camera.' },
  CAMERA_VIRTUAL: {
    code: 'MEDIA_VIRTUAL_CAMERA_DETECTED',
    drawing: 'cameraOff',
    advice: 'ownCamera',
    help: 'Use a real camera, or set REFUSE_VIRTUAL_CAMERAS=false at the service.',
  },

  ALREADY_RUNNING: { code: 'ALREADY_RUNNING', help: 'Wait for its end, or call cancel() first. The running session goes on.' },
  OPTION_INVALID: { code: 'INVALID_CONFIG', help: 'Correct the option. No screen was shown.' },
  ISSUER_NOT_LISTED: {
    code: 'INVALID_CONFIG',
    help: 'Add the address to issuers, or correct BASE_URL of the service. No screen was shown.',
  },
  SERVICE_NOT_HTTPS: { code: 'INVALID_CONFIG', help: 'Give the service and its files an https address. No screen was shown.' },
  NOT_IN_PAGE: {
    code: 'UNEXPECTED_ERROR',
    help: 'Run sessions in the browser, not on a server. Append the element to the document before start().',
  },
  BROWSER_TOO_OLD: { code: 'UNEXPECTED_ERROR', help: 'Ask the person for a newer browser. The page of this fault names the oldest ones.' },
  BROKEN: { code: 'UNEXPECTED_ERROR', drawing: 'fault', advice: 'startAgain', help: 'See what was thrown: the cause of the error.' },

  TOKEN_EXPIRED: { code: 'UNAUTHORIZED', drawing: 'time', advice: 'startAgain', help: 'Let the backend get a new token for each session.' },
  TOKEN_REFUSED: {
    code: 'UNAUTHORIZED',
    drawing: 'fault',
    advice: 'tell',
    help: 'Take the token from this service, whole, and check that its client is not disabled.',
  },
  TOKEN_FORBIDDEN: {
    code: 'FORBIDDEN',
    drawing: 'fault',
    advice: 'tell',
    help: 'Ask for a token with the scope KYC_FACE_FLOW, bound to this session or to none.',
  },
  SIGNATURE_REFUSED: {
    code: 'FORBIDDEN',
    drawing: 'fault',
    advice: 'startAgain',
    help: 'Create a new session: this one has another key, or an upload was changed.',
  },
  SESSION_UNKNOWN: {
    code: 'SESSION_EXPIRED',
    drawing: 'time',
    advice: 'startAgain',
    help: 'Take sessionId from POST /api/v1/face of this service, with a token of the same client.',
  },
  SESSION_USED: {
    code: 'SESSION_EXPIRED',
    drawing: 'time',
    advice: 'startAgain',
    help: 'A session succeeds or ends once: create a new one.',
  },
  SESSION_EXPIRED: { code: 'SESSION_EXPIRED', drawing: 'time', advice: 'startAgain', help: 'Create the session when the person is ready.' },

  OFFLINE: { code: 'REQUEST_TIMEOUT', drawing: 'network', advice: 'connection', again: true, help: 'The browser says that it is offline.' },
  CONNECTION_LOST: {
    code: 'REQUEST_TIMEOUT',
    drawing: 'network',
    advice: 'connection',
    again: true,
    help: 'Look at the network, and at the body limit of proxies.',
  },
  SERVICE_UNREACHABLE: {
    code: 'REQUEST_TIMEOUT',
    drawing: 'network',
    advice: 'connection',
    again: true,
    help: 'Check the address, its certificate, and that the service runs.',
  },
  SERVICE_SILENT: {
    code: 'REQUEST_TIMEOUT',
    drawing: 'network',
    advice: 'connection',
    again: true,
    help: 'Check the connection and the load of the service.',
  },
  CSP_CONNECT: {
    code: 'REQUEST_TIMEOUT',
    drawing: 'fault',
    advice: 'tell',
    help: 'Add the address to connect-src in the Content-Security-Policy of the page.',
  },
  CORS_REFUSED: {
    code: 'REQUEST_TIMEOUT',
    drawing: 'fault',
    advice: 'tell',
    again: true,
    help: 'Add the origin of the page to CORS_ORIGINS of the service. If it is there, a proxy answers in its place.',
  },
  SERVICE_REDIRECTED: {
    code: 'REQUEST_TIMEOUT',
    drawing: 'fault',
    advice: 'tell',
    help: 'Redirects are not followed. Give the final address: BASE_URL of the service, or baseURL.',
  },
  NOT_THE_SERVICE: {
    code: 'UNEXPECTED_ERROR',
    drawing: 'fault',
    advice: 'tell',
    help: 'Check BASE_URL or baseURL, and that the proxy passes /api/ on.',
  },
  SERVICE_FAULT: {
    code: 'UNEXPECTED_ERROR',
    drawing: 'fault',
    advice: 'later',
    again: true,
    help: 'Find the request id in the log of the service.',
  },
  SERVICE_BUSY: {
    code: 'UNEXPECTED_ERROR',
    drawing: 'time',
    advice: 'soon',
    again: true,
    help: 'Ask /readyz of the service: it is at its capacity, or its store is out of reach.',
  },
  SERVICE_DOWN: {
    code: 'UNEXPECTED_ERROR',
    drawing: 'network',
    advice: 'soon',
    again: true,
    help: 'The proxy answers, the service does not: check that it runs.',
  },
  RATE_LIMITED: {
    code: 'UNEXPECTED_ERROR',
    drawing: 'time',
    advice: 'soon',
    again: true,
    help: 'If many people are affected, check TRUSTED_PROXIES of the service.',
  },
  ATTEMPT_OVER: {
    code: 'UNEXPECTED_ERROR',
    drawing: 'time',
    advice: 'again',
    again: true,
    help: 'The upload came too late, or the session runs in another tab as well.',
  },
  UPLOAD_TOO_LARGE: {
    code: 'UNEXPECTED_ERROR',
    drawing: 'fault',
    advice: 'again',
    again: true,
    help: 'Allow bodies of 15 MB at the proxy. The next pictures are made smaller.',
  },
  VERSION_MISMATCH: {
    code: 'UNEXPECTED_ERROR',
    drawing: 'fault',
    advice: 'tell',
    help: 'Update the package and the service to the same version.',
  },

  WASM_UNSUPPORTED: {
    code: 'WASM_NOT_SUPPORTED',
    drawing: 'fault',
    advice: 'browser',
    help: 'The browser is too old, or WebAssembly is off. A shutter takes its place unless manualShutter is false.',
  },
  ASSETS_MISSING: {
    code: 'WASM_LOAD_FAILED',
    drawing: 'fault',
    advice: 'tell',
    help: 'Run npx face-session-assets FOLDER, serve the folder, and name it in assetsURL.',
  },
  ASSETS_ALTERED: {
    code: 'WASM_LOAD_FAILED',
    drawing: 'fault',
    advice: 'tell',
    help: 'Copy the files of the installed version again, and let no proxy change them.',
  },
  ASSETS_BLOCKED: {
    code: 'WASM_LOAD_FAILED',
    drawing: 'fault',
    advice: 'tell',
    help: 'Add the address to connect-src in the Content-Security-Policy of the page.',
  },
  ASSETS_REFUSED: {
    code: 'WASM_LOAD_FAILED',
    drawing: 'fault',
    advice: 'tell',
    help: 'Let the host of the files send Access-Control-Allow-Origin for the origin of the page.',
  },
  ASSETS_UNREACHABLE: { code: 'WASM_LOAD_FAILED', drawing: 'network', advice: 'connection', help: 'Check assetsURL and its host.' },
  ASSETS_SLOW: {
    code: 'WASM_LOAD_FAILED',
    drawing: 'time',
    advice: 'connection',
    help: 'Serve the files compressed, from near the person or with the app.',
  },
  CSP_WORKER: {
    code: 'WASM_LOAD_FAILED',
    drawing: 'fault',
    advice: 'tell',
    help: "Add worker-src blob: to the Content-Security-Policy of the page, or worker-src 'self' with the files on its own origin.",
  },
  CSP_WASM: {
    code: 'WASM_LOAD_FAILED',
    drawing: 'fault',
    advice: 'tell',
    help: "Add 'wasm-unsafe-eval' to script-src in the Content-Security-Policy of the page.",
  },
  TRUSTED_TYPES: {
    code: 'WASM_LOAD_FAILED',
    drawing: 'fault',
    advice: 'tell',
    help: 'Add face-session to trusted-types in the Content-Security-Policy of the page.',
  },
  OUT_OF_MEMORY: { code: 'WASM_LOAD_FAILED', drawing: 'fault', advice: 'memory', help: 'The device has too little memory for the models.' },
  GUIDE_BROKEN: {
    code: 'WASM_LOAD_FAILED',
    drawing: 'fault',
    advice: 'startAgain',
    help: 'The worker of the guide failed. Please report it.',
  },

  WISH_DECLINED: { help: 'Set it for the client at the service, or leave the option out. The session goes on without it.' },
  TRACE_EVENTS_REFUSED: {
    help: 'Ask for a token with the scope KYC_EVENT_SDK, or set traceEvents to false. The session goes on without its report.',
  },
  LANGUAGE_UNAVAILABLE: { help: 'Serve the file beside the other assets. The session goes on in English.' },
} as const satisfies Record<string, FaultRow>;

/** The name of what went wrong. */
export type Fault = keyof typeof faults;

type FaultsWith<Column extends keyof FaultRow> = {
  [Name in Fault]: (typeof faults)[Name] extends Record<Column, unknown> ? Name : never;
}[Fault];

/** A fault that ends a session. */
export type EndFault = FaultsWith<'code'>;

/** A fault with a screen of its own. */
export type ShownFault = FaultsWith<'advice'>;

/** Why there is no guidance. It ends a session only where the person may not press a shutter instead. */
export type GuideFault = { [Name in EndFault]: (typeof faults)[Name]['code'] extends `WASM_${string}` ? Name : never }[EndFault];

/** The row of a fault, with every column. */
export const faultRow = (fault: Fault): FaultRow => faults[fault];

/** Whether a fault has a screen of its own. */
export const isShown = (fault: Fault): fault is ShownFault => 'advice' in faults[fault];
