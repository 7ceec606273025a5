import { BackgroundCheckType } from './background-check-type.js';

/** The background check of the document flows (outside this project). */
export class BackgroundCheckConfiguration {
  readonly disableConsent: boolean | undefined;
  readonly backgroundCheckType: BackgroundCheckType | undefined;
  readonly monitoringEnabled: boolean | undefined;
  readonly skipView: boolean | undefined;

  constructor(backgroundCheckType: BackgroundCheckType, disableConsent?: boolean, monitoringEnabled?: boolean, skipView?: boolean) {
    this.disableConsent = disableConsent;
    this.backgroundCheckType = backgroundCheckType;
    this.monitoringEnabled = monitoringEnabled;
    this.skipView = skipView;
  }
}

/** Builds a `BackgroundCheckConfiguration`. */
export class BackgroundCheckConfigurationBuilder {
  #disableConsent: boolean | undefined;
  #backgroundCheckType: BackgroundCheckType = BackgroundCheckType.RDC;
  #monitoringEnabled: boolean | undefined;
  #skipView: boolean | undefined;

  disableConsent(): this {
    this.#disableConsent = true;
    return this;
  }

  enableMonitoring(): this {
    this.#monitoringEnabled = true;
    return this;
  }

  setBackgroundCheckType(backgroundCheckType: BackgroundCheckType): this {
    this.#backgroundCheckType = backgroundCheckType;
    return this;
  }

  skipView(): this {
    this.#skipView = true;
    return this;
  }

  build(): BackgroundCheckConfiguration {
    return new BackgroundCheckConfiguration(this.#backgroundCheckType, this.#disableConsent, this.#monitoringEnabled, this.#skipView);
  }
}
