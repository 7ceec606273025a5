/** The face step of the document flows (outside this project). */
export class FacialRecognitionConfiguration {
  readonly isHelpPageDisabled: boolean | undefined;
  readonly enrollFace: boolean | undefined;
  readonly scanMinimumMatchLevel: number | undefined;
  readonly readMinimumMatchLevel: number | undefined;
  readonly lookupMinimumMatchLevel: number | undefined;
  readonly maxAttempts: number | undefined;
  readonly allowClosedEyes: boolean | undefined;

  constructor(
    isHelpPageDisabled?: boolean,
    enrollFace?: boolean,
    scanMinimumMatchLevel?: number,
    readMinimumMatchLevel?: number,
    lookupMinimumMatchLevel?: number,
    maxAttempts?: number,
    allowClosedEyes?: boolean,
  ) {
    this.isHelpPageDisabled = isHelpPageDisabled;
    this.enrollFace = enrollFace;
    this.scanMinimumMatchLevel = scanMinimumMatchLevel;
    this.readMinimumMatchLevel = readMinimumMatchLevel;
    this.lookupMinimumMatchLevel = lookupMinimumMatchLevel;
    this.maxAttempts = maxAttempts;
    this.allowClosedEyes = allowClosedEyes;
  }
}

/** Builds a `FacialRecognitionConfiguration`. */
export class FacialRecognitionConfigurationBuilder {
  #isHelpPageDisabled: boolean | undefined;
  #enrollFace: boolean | undefined;
  #scanMinimumMatchLevel: number | undefined;
  #readMinimumMatchLevel: number | undefined;
  #lookupMinimumMatchLevel: number | undefined;
  #maxAttempts: number | undefined;
  #allowClosedEyes: boolean | undefined;

  disableHelpPage(): this {
    this.#isHelpPageDisabled = true;
    return this;
  }

  enrollFace(): this {
    this.#enrollFace = true;
    return this;
  }

  setScanMinimumMatchLevel(scanMinimumMatchLevel: number): this {
    this.#scanMinimumMatchLevel = scanMinimumMatchLevel;
    return this;
  }

  setReadMinimumMatchLevel(readMinimumMatchLevel: number): this {
    this.#readMinimumMatchLevel = readMinimumMatchLevel;
    return this;
  }

  setLookupMinimumMatchLevel(lookupMinimumMatchLevel: number): this {
    this.#lookupMinimumMatchLevel = lookupMinimumMatchLevel;
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

  build(): FacialRecognitionConfiguration {
    return new FacialRecognitionConfiguration(
      this.#isHelpPageDisabled,
      this.#enrollFace,
      this.#scanMinimumMatchLevel,
      this.#readMinimumMatchLevel,
      this.#lookupMinimumMatchLevel,
      this.#maxAttempts,
      this.#allowClosedEyes,
    );
  }
}
