import { AppearanceMode } from './enums.js';

/** What `UqudoPlugin.recover` takes: a face session against an enrolled face. */
export class AccountRecoveryConfiguration {
  readonly appearanceMode: AppearanceMode | undefined;
  readonly token: string | undefined;
  readonly enrollmentIdentifier: string | undefined;
  readonly nonce: string | undefined;
  readonly isRootedDeviceAllowed: boolean | undefined;
  readonly isSecuredWindowsDisabled: boolean | undefined;
  readonly minimumMatchLevel: number | undefined;
  readonly maxAttempts: number | undefined;
  readonly isReturnDataForIncompleteSession: boolean | undefined;
  readonly allowClosedEyes: boolean | undefined;

  constructor(
    token?: string,
    enrollmentIdentifier?: string,
    nonce?: string,
    isRootedDeviceAllowed?: boolean,
    isSecuredWindowsDisabled?: boolean,
    minimumMatchLevel?: number,
    maxAttempts?: number,
    isReturnDataForIncompleteSession?: boolean,
    appearanceMode?: AppearanceMode,
    allowClosedEyes?: boolean,
  ) {
    this.appearanceMode = appearanceMode;
    this.token = token;
    this.enrollmentIdentifier = enrollmentIdentifier;
    this.nonce = nonce;
    this.isRootedDeviceAllowed = isRootedDeviceAllowed;
    this.isSecuredWindowsDisabled = isSecuredWindowsDisabled;
    this.minimumMatchLevel = minimumMatchLevel;
    this.maxAttempts = maxAttempts;
    this.isReturnDataForIncompleteSession = isReturnDataForIncompleteSession;
    this.allowClosedEyes = allowClosedEyes;
  }
}

/** Builds an `AccountRecoveryConfiguration`; also exported as `AccountRecoveryBuilder`. */
export class AccountRecoveryConfigurationBuilder {
  #appearanceMode: AppearanceMode = AppearanceMode.SYSTEM;
  #token: string | undefined;
  #enrollmentIdentifier: string | undefined;
  #nonce: string | undefined;
  #isRootedDeviceAllowed: boolean | undefined;
  #isSecuredWindowsDisabled: boolean | undefined;
  #minimumMatchLevel: number | undefined;
  #maxAttempts: number | undefined;
  #isReturnDataForIncompleteSession: boolean | undefined;
  #allowClosedEyes: boolean | undefined;

  setToken(token: string): this {
    this.#token = token;
    return this;
  }

  setEnrollmentIdentifier(enrollmentIdentifier: string): this {
    this.#enrollmentIdentifier = enrollmentIdentifier;
    return this;
  }

  setNonce(nonce: string): this {
    this.#nonce = nonce;
    return this;
  }

  enableRootedDeviceUsage(): this {
    this.#isRootedDeviceAllowed = true;
    return this;
  }

  disableSecureWindow(): this {
    this.#isSecuredWindowsDisabled = true;
    return this;
  }

  setMinimumMatchLevel(minimumMatchLevel: number): this {
    this.#minimumMatchLevel = minimumMatchLevel;
    return this;
  }

  setMaxAttempts(maxAttempts: number): this {
    this.#maxAttempts = maxAttempts;
    return this;
  }

  allowClosedEyes(): this {
    this.#allowClosedEyes = true;
    return this;
  }

  returnDataForIncompleteSession(): this {
    this.#isReturnDataForIncompleteSession = true;
    return this;
  }

  setAppearanceMode(appearanceMode: AppearanceMode): this {
    this.#appearanceMode = appearanceMode;
    return this;
  }

  build(): AccountRecoveryConfiguration {
    return new AccountRecoveryConfiguration(
      this.#token,
      this.#enrollmentIdentifier,
      this.#nonce,
      this.#isRootedDeviceAllowed,
      this.#isSecuredWindowsDisabled,
      this.#minimumMatchLevel,
      this.#maxAttempts,
      this.#isReturnDataForIncompleteSession,
      this.#appearanceMode,
      this.#allowClosedEyes,
    );
  }
}

export { AccountRecoveryConfigurationBuilder as AccountRecoveryBuilder };
