import { AppearanceMode } from './appearance-mode.js';
import type { BackgroundCheckConfiguration } from './background-check-configuration.js';
import type { Document } from './document.js';
import type { DocumentType } from './document-type.js';
import { FacialRecognitionConfiguration } from './facial-recognition-configuration.js';
import { LookupConfiguration } from './lookup-configuration.js';

/** What `UqudoPlugin.enroll` takes (document flow, outside this project). */
export class Enrollment {
  readonly documentList: Document[] | undefined;
  readonly authorizationToken: string | undefined;
  readonly nonce: string | undefined;
  readonly isRootedDeviceAllowed: boolean | undefined;
  readonly isSecuredWindowsDisabled: boolean | undefined;
  readonly facialRecognitionSpecification: FacialRecognitionConfiguration | undefined;
  readonly backgroundCheckConfiguration: BackgroundCheckConfiguration | undefined;
  readonly lookupConfiguration: LookupConfiguration | undefined;
  readonly sessionId: string | undefined;
  readonly userIdentifier: string | undefined;
  readonly isReturnDataForIncompleteSession: boolean | undefined;
  readonly appearanceMode: AppearanceMode | undefined;

  constructor(
    documentList?: Document[],
    authorizationToken?: string,
    nonce?: string,
    isRootedDeviceAllowed?: boolean,
    isSecuredWindowsDisabled?: boolean,
    facialRecognitionSpecification?: FacialRecognitionConfiguration,
    backgroundCheckConfiguration?: BackgroundCheckConfiguration,
    lookupConfiguration?: LookupConfiguration,
    sessionId?: string,
    userIdentifier?: string,
    isReturnDataForIncompleteSession?: boolean,
    appearanceMode?: AppearanceMode,
  ) {
    this.documentList = documentList;
    this.authorizationToken = authorizationToken;
    this.nonce = nonce;
    this.isRootedDeviceAllowed = isRootedDeviceAllowed;
    this.isSecuredWindowsDisabled = isSecuredWindowsDisabled;
    this.facialRecognitionSpecification = facialRecognitionSpecification;
    this.backgroundCheckConfiguration = backgroundCheckConfiguration;
    this.lookupConfiguration = lookupConfiguration;
    this.sessionId = sessionId;
    this.userIdentifier = userIdentifier;
    this.isReturnDataForIncompleteSession = isReturnDataForIncompleteSession;
    this.appearanceMode = appearanceMode;
  }
}

/** Builds an `Enrollment`. */
export class EnrollmentBuilder {
  #documentList: Document[] = [];
  #authorizationToken: string | undefined;
  #nonce: string | undefined;
  #isRootedDeviceAllowed: boolean | undefined;
  #isSecuredWindowsDisabled: boolean | undefined;
  #facialRecognitionSpecification: FacialRecognitionConfiguration | undefined;
  #backgroundCheckConfiguration: BackgroundCheckConfiguration | undefined;
  #lookupConfiguration: LookupConfiguration | undefined;
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

  enableRootedDeviceUsage(): this {
    this.#isRootedDeviceAllowed = true;
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

  enableLookup(documents: DocumentType[] = []): this {
    this.#lookupConfiguration = new LookupConfiguration(documents);
    return this;
  }

  add(document: Document): this {
    this.#documentList.push(document);
    return this;
  }

  setAppearanceMode(appearanceMode: AppearanceMode): this {
    this.#appearanceMode = appearanceMode;
    return this;
  }

  build(): Enrollment {
    return new Enrollment(
      this.#documentList,
      this.#authorizationToken,
      this.#nonce,
      this.#isRootedDeviceAllowed,
      this.#isSecuredWindowsDisabled,
      this.#facialRecognitionSpecification,
      this.#backgroundCheckConfiguration,
      this.#lookupConfiguration,
      this.#sessionId,
      this.#userIdentifier,
      this.#isReturnDataForIncompleteSession,
      this.#appearanceMode,
    );
  }
}
