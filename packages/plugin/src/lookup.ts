import { AppearanceMode } from './appearance-mode.js';
import type { BackgroundCheckConfiguration } from './background-check-configuration.js';
import type { DocumentType } from './document-type.js';
import { FacialRecognitionConfiguration } from './facial-recognition-configuration.js';

/** What `UqudoPlugin.lookup` takes (document flow, outside this project). */
export class Lookup {
  readonly documentType: DocumentType | undefined;
  readonly authorizationToken: string | undefined;
  readonly nonce: string | undefined;
  readonly isSecuredWindowsDisabled: boolean | undefined;
  readonly facialRecognitionSpecification: FacialRecognitionConfiguration | undefined;
  readonly backgroundCheckConfiguration: BackgroundCheckConfiguration | undefined;
  readonly sessionId: string | undefined;
  readonly userIdentifier: string | undefined;
  readonly isReturnDataForIncompleteSession: boolean | undefined;
  readonly appearanceMode: AppearanceMode | undefined;

  constructor(
    documentType?: DocumentType,
    authorizationToken?: string,
    nonce?: string,
    isSecuredWindowsDisabled?: boolean,
    facialRecognitionSpecification?: FacialRecognitionConfiguration,
    backgroundCheckConfiguration?: BackgroundCheckConfiguration,
    sessionId?: string,
    userIdentifier?: string,
    isReturnDataForIncompleteSession?: boolean,
    appearanceMode?: AppearanceMode,
  ) {
    this.documentType = documentType;
    this.authorizationToken = authorizationToken;
    this.nonce = nonce;
    this.isSecuredWindowsDisabled = isSecuredWindowsDisabled;
    this.facialRecognitionSpecification = facialRecognitionSpecification;
    this.backgroundCheckConfiguration = backgroundCheckConfiguration;
    this.sessionId = sessionId;
    this.userIdentifier = userIdentifier;
    this.isReturnDataForIncompleteSession = isReturnDataForIncompleteSession;
    this.appearanceMode = appearanceMode;
  }
}

/** Builds a `Lookup`. */
export class LookupBuilder {
  #documentType: DocumentType | undefined;
  #authorizationToken: string | undefined;
  #nonce: string | undefined;
  #isSecuredWindowsDisabled: boolean | undefined;
  #facialRecognitionSpecification: FacialRecognitionConfiguration | undefined;
  #backgroundCheckConfiguration: BackgroundCheckConfiguration | undefined;
  #sessionId: string | undefined;
  #userIdentifier: string | undefined;
  #isReturnDataForIncompleteSession: boolean | undefined;
  #appearanceMode: AppearanceMode = AppearanceMode.SYSTEM;

  setToken(token: string): this {
    this.#authorizationToken = token;
    return this;
  }

  setNonce(nonce: string): this {
    this.#nonce = nonce;
    return this;
  }

  setSessionId(sessionId: string): this {
    this.#sessionId = sessionId;
    return this;
  }

  setUserIdentifier(userIdentifier: string): this {
    this.#userIdentifier = userIdentifier;
    return this;
  }

  disableSecureWindow(): this {
    this.#isSecuredWindowsDisabled = true;
    return this;
  }

  enableFacialRecognition(configuration = new FacialRecognitionConfiguration()): this {
    this.#facialRecognitionSpecification = configuration;
    return this;
  }

  enableBackgroundCheck(configuration: BackgroundCheckConfiguration): this {
    this.#backgroundCheckConfiguration = configuration;
    return this;
  }

  returnDataForIncompleteSession(): this {
    this.#isReturnDataForIncompleteSession = true;
    return this;
  }

  setDocumentType(documentType: DocumentType): this {
    this.#documentType = documentType;
    return this;
  }

  setAppearanceMode(appearanceMode: AppearanceMode): this {
    this.#appearanceMode = appearanceMode;
    return this;
  }

  build(): Lookup {
    return new Lookup(
      this.#documentType,
      this.#authorizationToken,
      this.#nonce,
      this.#isSecuredWindowsDisabled,
      this.#facialRecognitionSpecification,
      this.#backgroundCheckConfiguration,
      this.#sessionId,
      this.#userIdentifier,
      this.#isReturnDataForIncompleteSession,
      this.#appearanceMode,
    );
  }
}
