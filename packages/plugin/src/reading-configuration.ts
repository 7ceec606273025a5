/** How the chip of a document is read (document flows, outside this project). */
export class ReadingConfiguration {
  readonly forceReading: boolean | undefined;
  readonly forceReadingIfSupported: boolean | undefined;
  readonly timeoutInSeconds: number | undefined;

  constructor(forceReading?: boolean, forceReadingIfSupported?: boolean, timeoutInSeconds?: number) {
    this.forceReading = forceReading;
    this.forceReadingIfSupported = forceReadingIfSupported;
    this.timeoutInSeconds = timeoutInSeconds;
  }
}

/** Builds a `ReadingConfiguration`. */
export class ReadingConfigurationBuilder {
  #forceReading: boolean | undefined;
  #forceReadingIfSupported: boolean | undefined;
  #timeoutInSeconds: number | undefined;

  forceReading(value: boolean): this {
    this.#forceReading = value;
    return this;
  }

  forceReadingIfSupported(value: boolean): this {
    this.#forceReadingIfSupported = value;
    return this;
  }

  forceReadingTimeout(value: number): this {
    this.#timeoutInSeconds = value;
    return this;
  }

  build(): ReadingConfiguration {
    return new ReadingConfiguration(this.#forceReading, this.#forceReadingIfSupported, this.#timeoutInSeconds);
  }
}
