import { ReadingConfiguration } from './reading-configuration.js';

/** A document to scan (document flows, outside this project). */
export class Document {
  readonly documentType: string | undefined;
  readonly readingConfiguration: ReadingConfiguration | undefined;
  readonly isHelpPageDisabled: boolean | undefined;
  readonly faceScanMinimumMatchLevel: number | undefined;
  readonly faceReadMinimumMatchLevel: number | undefined;
  readonly isExpiredDocumentValidateDisabled: boolean | undefined;
  readonly isFrontSideReviewEnabled: boolean | undefined;
  readonly isBackSideReviewEnabled: boolean | undefined;
  readonly isUploadEnabled: boolean | undefined;
  readonly isPhotoQualityDetectionEnabled: boolean | undefined;
  readonly minimumAge: number | undefined;

  constructor(
    documentType?: string,
    readingConfiguration?: ReadingConfiguration,
    isHelpPageDisabled?: boolean,
    faceScanMinimumMatchLevel?: number,
    faceReadMinimumMatchLevel?: number,
    isExpiredDocumentValidateDisabled?: boolean,
    isFrontSideReviewEnabled?: boolean,
    isBackSideReviewEnabled?: boolean,
    isUploadEnabled?: boolean,
    isPhotoQualityDetectionEnabled?: boolean,
    minimumAge?: number,
  ) {
    this.documentType = documentType;
    this.readingConfiguration = readingConfiguration;
    this.isHelpPageDisabled = isHelpPageDisabled;
    this.faceScanMinimumMatchLevel = faceScanMinimumMatchLevel;
    this.faceReadMinimumMatchLevel = faceReadMinimumMatchLevel;
    this.isExpiredDocumentValidateDisabled = isExpiredDocumentValidateDisabled;
    this.isFrontSideReviewEnabled = isFrontSideReviewEnabled;
    this.isBackSideReviewEnabled = isBackSideReviewEnabled;
    this.isUploadEnabled = isUploadEnabled;
    this.isPhotoQualityDetectionEnabled = isPhotoQualityDetectionEnabled;
    this.minimumAge = minimumAge;
  }
}

/** Builds a `Document`. */
export class DocumentBuilder {
  #documentType: string | undefined;
  #readingConfiguration: ReadingConfiguration | undefined;
  #isHelpPageDisabled: boolean | undefined;
  #faceScanMinimumMatchLevel: number | undefined;
  #faceReadMinimumMatchLevel: number | undefined;
  #isExpiredDocumentValidateDisabled: boolean | undefined;
  #isFrontSideReviewEnabled: boolean | undefined;
  #isBackSideReviewEnabled: boolean | undefined;
  #isUploadEnabled: boolean | undefined;
  #isPhotoQualityDetectionEnabled: boolean | undefined;
  #minimumAge: number | undefined;

  setDocumentType(documentType: string): this {
    this.#documentType = documentType;
    return this;
  }

  disableHelpPage(): this {
    this.#isHelpPageDisabled = true;
    return this;
  }

  enableReading(readingConfiguration?: ReadingConfiguration): this {
    this.#readingConfiguration = readingConfiguration;
    return this;
  }

  disableExpiryValidation(): this {
    this.#isExpiredDocumentValidateDisabled = true;
    return this;
  }

  setFaceScanMinimumMatchLevel(faceScanMinimumMatchLevel: number): this {
    this.#faceScanMinimumMatchLevel = faceScanMinimumMatchLevel;
    return this;
  }

  setFaceReadMinimumMatchLevel(faceReadMinimumMatchLevel: number): this {
    this.#faceReadMinimumMatchLevel = faceReadMinimumMatchLevel;
    return this;
  }

  enableScanReview(isFrontSideReviewEnabled: boolean, isBackSideReviewEnabled: boolean): this {
    this.#isFrontSideReviewEnabled = isFrontSideReviewEnabled;
    this.#isBackSideReviewEnabled = isBackSideReviewEnabled;
    return this;
  }

  enableUpload(): this {
    this.#isUploadEnabled = true;
    return this;
  }

  enableAgeVerification(minimumAge: number): this {
    this.#minimumAge = minimumAge;
    return this;
  }

  enablePhotoQualityDetection(): this {
    this.#isPhotoQualityDetectionEnabled = true;
    return this;
  }

  build(): Document {
    return new Document(
      this.#documentType,
      this.#readingConfiguration,
      this.#isHelpPageDisabled,
      this.#faceScanMinimumMatchLevel,
      this.#faceReadMinimumMatchLevel,
      this.#isExpiredDocumentValidateDisabled,
      this.#isFrontSideReviewEnabled,
      this.#isBackSideReviewEnabled,
      this.#isUploadEnabled,
      this.#isPhotoQualityDetectionEnabled,
      this.#minimumAge,
    );
  }
}
