import type { PermissionState, PluginListenerHandle } from '@capacitor/core';
import type { Brand, IntroductionOptions, PartialTexts } from '@face-session/capture';
import type { HandOffMode, LightChallenge } from '@face-session/protocol';

/** What the app may set once, at its start. The service's address is read from the token's issuer, so nothing needs to be. */
export interface InitOptions {
  /** Address of the service, if it is not the token's issuer, e.g. behind a proxy of the app's own. */
  readonly baseURL?: string;
  /**
   * The services that a token may lead to, e.g. `['https://id.example.com']`. Any unless set: then whoever can hand the app a token decides
   * where the pictures go.
   */
  readonly issuers?: readonly string[];
  /** Folder of the guide's assets, e.g. bundled with the app; `<service>/assets/` unless set. Files with another digest are not used. */
  readonly assetsURL?: string;
  /** Words of the app's own, over those of the language. */
  readonly texts?: PartialTexts;
  /** For style elements under a content security policy, where the browser has no constructable style sheets. */
  readonly cspNonce?: string;
  /**
   * Whether the person may press a shutter where there can be no guidance (no WebAssembly, no models, no memory); true unless set. False
   * ends such a session with UNEXPECTED_ERROR, whose message says why.
   */
  readonly manualShutter?: boolean;
  /** Vibrates when the picture is taken and when the outcome is known, where the device can; true unless set. */
  readonly haptics?: boolean;
  /** Plays a short sound when the picture is taken and when the outcome is known. Off unless set. */
  readonly sounds?: boolean;
  /** Speaks each headline aloud. Off unless set. */
  readonly speech?: boolean;
  /** Explains what will happen before the browser asks for the camera. Off unless set; true, or what the screen tells in addition. */
  readonly introduction?: boolean | IntroductionOptions;
  /**
   * Reports the steps of each session to the service, for the operator's figures of where people leave: names and codes, neither device nor
   * person. The operator's setting for the client (`client set --trace-events`) decides unless set. The token needs the scope KYC_EVENT_SDK.
   */
  readonly traceEvents?: boolean;
  /**
   * Whether the person may run a session on another device: `never` unless set, `offer` or `only`. Installed apps run it themselves with `offer`. See
   * docs/links.md, A capture on another device.
   */
  readonly allowHandOff?: HandOffMode;
  /**
   * Whether the screen lights the face with soft colours that the service looks for: `off`, `offer` or `require`. As the operator set it unless given, and
   * never less. Not measured on people yet: see docs/light-challenge.md.
   */
  readonly lightChallenge?: LightChallenge;
  /** The app's name and logo, shown at the top of the screen. */
  readonly brand?: Brand;
}

/** Whether the app may use the camera. */
export interface CameraPermission {
  readonly camera: PermissionState;
}

/** How a face session ended, as the `faceSessionResult` listeners get it. */
export type FaceSessionEnd =
  { readonly value: string } | { readonly error: { code: string; message: string | null; task?: 'FACE'; data?: string } };

/** The native plugin `UqudoId`, as the published package calls it. `value` is JSON of a configuration. */
export interface UqudoIdPlugin {
  init(options?: InitOptions): Promise<void>;
  setLocale(options: { value: string }): Promise<void>;
  /** Runs a face session; `value` of the answer is the signed result. Rejects with a {@link UqudoPluginError}. */
  faceSession(options: { value: string }): Promise<{ value: string }>;
  /** Leaves the running session without asking: it rejects with USER_CANCEL. */
  cancel(): Promise<void>;
  enroll(options: { value: string }): Promise<{ value: string }>;
  recover(options: { value: string }): Promise<{ value: string }>;
  lookup(options: { value: string }): Promise<{ value: string }>;
  reading(options: { value: string }): Promise<{ value: string }>;
  isFacialRecognitionSupported(options: { value: string }): Promise<{ value: boolean }>;
  isReadingSupported(options: { value: string }): Promise<{ value: boolean }>;
  isLookupSupported(options: { value: string }): Promise<{ value: boolean }>;
  isLookupFacialRecognitionSupported(options: { value: string }): Promise<{ value: boolean }>;
  isEnrollmentSupported(options: { value: string }): Promise<{ value: boolean }>;
  checkPermissions(): Promise<CameraPermission>;
  requestPermissions(): Promise<CameraPermission>;
  /** Called with every end of a session, also with one that came before the listener: an app that recreates its page loses nothing. */
  addListener(eventName: 'faceSessionResult', listener: (end: FaceSessionEnd) => void): Promise<PluginListenerHandle>;
  removeAllListeners(): Promise<void>;
}
