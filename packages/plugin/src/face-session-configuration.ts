import { AppearanceMode, type LivenessGesture, type ObfuscationType } from './enums.js';

/**
 * What `UqudoPlugin.faceSession` is called with. Make it with `FaceSessionConfigurationBuilder`.
 * Its JSON is the wire form of the published plugin: fields in this order, unset ones absent.
 */
export class FaceSessionConfiguration {
  readonly appearanceMode: AppearanceMode | undefined;
  readonly token: string | undefined;
  readonly sessionId: string | undefined;
  readonly nonce: string | undefined;
  readonly isRootedDeviceAllowed: boolean | undefined;
  readonly isSecuredWindowsDisabled: boolean | undefined;
  readonly minimumMatchLevel: number | undefined;
  readonly maxAttempts: number | undefined;
  readonly isReturnDataForIncompleteSession: boolean | undefined;
  readonly allowClosedEyes: boolean | undefined;
  readonly userIdentifier: string | undefined;
  readonly obfuscationType: ObfuscationType | undefined;
  readonly enableActiveLiveness: boolean | undefined;
  readonly disableLivenessGesture: LivenessGesture | undefined;

  constructor(
    token?: string,
    sessionId?: string,
    nonce?: string,
    isRootedDeviceAllowed?: boolean,
    isSecuredWindowsDisabled?: boolean,
    minimumMatchLevel?: number,
    maxAttempts?: number,
    isReturnDataForIncompleteSession?: boolean,
    appearanceMode?: AppearanceMode,
    allowClosedEyes?: boolean,
    userIdentifier?: string,
    obfuscationType?: ObfuscationType,
    enableActiveLiveness?: boolean,
    disableLivenessGesture?: LivenessGesture,
  ) {
    this.appearanceMode = appearanceMode;
    this.token = token;
    this.sessionId = sessionId;
    this.nonce = nonce;
    this.isRootedDeviceAllowed = isRootedDeviceAllowed;
    this.isSecuredWindowsDisabled = isSecuredWindowsDisabled;
    this.minimumMatchLevel = minimumMatchLevel;
    this.maxAttempts = maxAttempts;
    this.isReturnDataForIncompleteSession = isReturnDataForIncompleteSession;
    this.allowClosedEyes = allowClosedEyes;
    this.userIdentifier = userIdentifier;
    this.obfuscationType = obfuscationType;
    this.enableActiveLiveness = enableActiveLiveness;
    this.disableLivenessGesture = disableLivenessGesture;
  }
}

/**
 * Builds the configuration of a face session; also exported as `FaceSessionBuilder`.
 * @example
 * const config = new FaceSessionConfigurationBuilder().setToken(token).setSessionId(sessionId).build();
 */
export class FaceSessionConfigurationBuilder {
  #token: string | undefined;
  #sessionId: string | undefined;
  #nonce: string | undefined;
  #isRootedDeviceAllowed: boolean | undefined;
  #isSecuredWindowsDisabled: boolean | undefined;
  #minimumMatchLevel: number | undefined;
  #maxAttempts: number | undefined;
  #isReturnDataForIncompleteSession: boolean | undefined;
  #appearanceMode: AppearanceMode = AppearanceMode.SYSTEM;
  #allowClosedEyes: boolean | undefined;
  #userIdentifier: string | undefined;
  #obfuscationType: ObfuscationType | undefined;
  #enableActiveLiveness: boolean | undefined;
  #disableLivenessGesture: LivenessGesture | undefined;

  /** The access token that the customer's backend got from the service. Required. */
  setToken(token: string): this {
    this.#token = token;
    return this;
  }

  /** The session that the customer's backend made by uploading the reference photo, a UUID. Required. */
  setSessionId(sessionId: string): this {
    this.#sessionId = sessionId;
    return this;
  }

  /** Made by the customer's server, at most 64 characters; echoed in the result. */
  setNonce(nonce: string): this {
    this.#nonce = nonce;
    return this;
  }

  /** The customer's own id of the user, a UUID. */
  setUserIdentifier(userIdentifier: string): this {
    this.#userIdentifier = userIdentifier;
    return this;
  }

  /** The lowest level that counts as a match, 1 to 5; the service's policy unless set, and never below it. */
  setMinimumMatchLevel(minimumMatchLevel: number): this {
    this.#minimumMatchLevel = minimumMatchLevel;
    return this;
  }

  /** Failed attempts that end the session, 1 to 3; more counts as 3, zero and less as not set. */
  setMaxAttempts(maxAttempts: number): this {
    this.#maxAttempts = maxAttempts;
    return this;
  }

  /** Accepts closed eyes where the operator grants it to the client; otherwise they must be open. */
  allowClosedEyes(): this {
    this.#allowClosedEyes = true;
    return this;
  }

  /** A session that ends after a failed attempt rejects with partial signed data in the error's `data`. */
  returnDataForIncompleteSession(): this {
    this.#isReturnDataForIncompleteSession = true;
    return this;
  }

  /** Allows screenshots and recording, which are blocked otherwise if the app has `@capacitor/privacy-screen`. */
  disableSecureWindow(): this {
    this.#isSecuredWindowsDisabled = true;
    return this;
  }

  /** Allows rooted and jailbroken devices, which are refused otherwise if the app has `@capgo/capacitor-is-root`. */
  enableRootedDeviceUsage(): this {
    this.#isRootedDeviceAllowed = true;
    return this;
  }

  /** The colours of the screen: `AppearanceMode.SYSTEM` (as the device is set; unless called), `LIGHT`, `DARK`. */
  setAppearanceMode(appearanceMode: AppearanceMode): this {
    this.#appearanceMode = appearanceMode;
    return this;
  }

  /** Hides the background of the stored selfie: `ObfuscationType.FILLED`, `FILLED_WHITE`, `BLURRED`. */
  enableAuditTrailImageObfuscation(type: ObfuscationType): this {
    this.#obfuscationType = type;
    return this;
  }

  /**
   * Asks for random gestures in every attempt. `excluded` leaves one pair out: `LivenessGesture.FACE_MOVE` or `FACE_TILT`. `FACE_TURN` has no effect unless the
   * operator sets it for the client.
   */
  enableActiveLiveness(excluded?: LivenessGesture): this {
    this.#enableActiveLiveness = true;
    this.#disableLivenessGesture = excluded;
    return this;
  }

  /** What `UqudoPlugin.faceSession` is called with. */
  build(): FaceSessionConfiguration {
    return new FaceSessionConfiguration(
      this.#token,
      this.#sessionId,
      this.#nonce,
      this.#isRootedDeviceAllowed,
      this.#isSecuredWindowsDisabled,
      this.#minimumMatchLevel,
      this.#maxAttempts,
      this.#isReturnDataForIncompleteSession,
      this.#appearanceMode,
      this.#allowClosedEyes,
      this.#userIdentifier,
      this.#obfuscationType,
      this.#enableActiveLiveness,
      this.#disableLivenessGesture,
    );
  }
}

export { FaceSessionConfigurationBuilder as FaceSessionBuilder };
