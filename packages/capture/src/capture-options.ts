import type { AppearanceModeName, GesturePair, HandOffMode, LightChallenge, MatchLevel, ObfuscationTypeName } from '@face-session/protocol';
import type { PartialTexts } from './texts/texts.js';

/** What a session needs, and wishes of the app. The service decides: a wish that would weaken a rule has no effect unless the operator grants it. */
export interface CaptureOptions {
  /** The access token that the customer's backend got from the service. */
  readonly token: string;
  /** The session that the customer's backend made by uploading the reference photo, a UUID. */
  readonly sessionId: string;
  /** Echoed in the result; at most 64 characters. */
  readonly nonce?: string | undefined;
  /** The customer's own id of the user, a UUID. */
  readonly userIdentifier?: string | undefined;
  /** The lowest level that counts as a match; the service's policy unless given. */
  readonly minimumMatchLevel?: MatchLevel | undefined;
  /** Failed attempts that end the session, 1 to 3; the service's policy unless given. */
  readonly maxAttempts?: number | undefined;
  /** Accept closed eyes where the operator grants it to the client; otherwise they must be open. */
  readonly allowClosedEyes?: boolean | undefined;
  /** Put the signed partial result into the error of a session that ends after a failed attempt. */
  readonly returnDataForIncompleteSession?: boolean | undefined;
  /** Ask for random gestures in every attempt, whatever the service's policy is. */
  readonly activeLiveness?: boolean | undefined;
  /**
   * Whether the screen lights the face with soft colours that the service looks for: `off`, `offer` or `require`; as the operator set it for the client unless
   * given, and never less. Not measured on people yet: see docs/light-challenge.md.
   */
  readonly lightChallenge?: LightChallenge | undefined;
  /** The pair of gestures not to ask for. `FACE_TURN` has no effect unless the operator sets it for the client. */
  readonly excludedGesture?: GesturePair | undefined;
  /** How the background of the stored selfie is hidden; not hidden unless given. */
  readonly obfuscationType?: ObfuscationTypeName | undefined;
  /** The theme; as the device is set unless given. */
  readonly appearanceMode?: AppearanceModeName | undefined;
  /** Address of the service; the `iss` claim of the token unless given. */
  readonly baseURL?: string | undefined;
  /**
   * The services that a token may lead to, e.g. `['https://id.example.com']`. Any unless given: then whoever can hand the app a token
   * decides where the pictures go.
   */
  readonly issuers?: readonly string[] | undefined;
  /** Folder of the models and the guide's code; `<baseURL>/assets/` unless given. Files with another digest are not used. */
  readonly assetsURL?: string | undefined;
  /** BCP 47 language of the screen; the page's or the browser's unless given. */
  readonly locale?: string | undefined;
  /** The integrator's own words, over those of the language. */
  readonly texts?: PartialTexts | undefined;
  /** For style elements under a content security policy, where the browser has no constructable style sheets. */
  readonly cspNonce?: string | undefined;
  /**
   * Whether the person may press a shutter where there can be no guidance; true unless set. False ends such a session with
   * WASM_NOT_SUPPORTED or WASM_LOAD_FAILED.
   */
  readonly manualShutter?: boolean | undefined;
  /** Vibrates when the picture is taken and when the outcome is known, where the device can; true unless set. */
  readonly haptics?: boolean | undefined;
  /** Plays a short sound when the picture is taken and when the outcome is known. Off unless set. */
  readonly sounds?: boolean | undefined;
  /** Speaks each headline aloud, for people who do not read well and use no screen reader. Off unless set. */
  readonly speech?: boolean | undefined;
  /** Explains what will happen before the browser asks for the camera. Off unless set; true, or what the screen shows in addition. */
  readonly introduction?: boolean | IntroductionOptions | undefined;
  /**
   * Reports the steps of the session to the service, for the operator's figures of where people leave: names and codes, neither device nor person.
   * The operator's setting for the client (`client set --trace-events`) decides unless set. The token needs the scope KYC_EVENT_SDK.
   */
  readonly traceEvents?: boolean | undefined;
  /**
   * Whether the person may run the session on another device, `never` unless set. `offer`: a computer, or a device without a camera, shows a QR code beside a
   * button to go on there. `only`: it shows nothing else. The operator must have allowed it for the client (`client link-page set --capture-hand-off allow`);
   * otherwise `offer` goes on here, and `only` fails with FORBIDDEN.
   */
  readonly allowHandOff?: HandOffMode | undefined;
  /** The integrator's name and logo, shown at the top of the screen. */
  readonly brand?: Brand | undefined;
}

/** What the introduction shows in addition. */
export interface IntroductionOptions {
  /** Seconds for which the service keeps the selfie (its setting `AUDIT_IMAGE_SECONDS`). Not mentioned unless given. */
  readonly selfieKeptSeconds?: number | undefined;
  /** Address of the integrator's privacy text, opened in a new tab. No link unless given. */
  readonly privacyURL?: string | undefined;
}

/** Who asks for the face check. */
export interface Brand {
  readonly name: string;
  /** Address of a picture, shown 28 pixels high. */
  readonly logoURL?: string | undefined;
}
