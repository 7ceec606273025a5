import { AppearanceMode, BackgroundCheckType } from './enums.js';
import { builder, configuration } from './configuration-builder.js';
import type { DocumentType } from './document-type.js';

/*
 * The configurations of the document flows, which are outside this project: their calls reject. They are here so that an app that names
 * them compiles, runs, and builds the same JSON as with the published plugin.
 */

interface ReadingFields {
  forceReading: boolean;
  forceReadingIfSupported: boolean;
  timeoutInSeconds: number;
}
const reading = ['forceReading', 'forceReadingIfSupported', 'timeoutInSeconds'] as const;

/** How the chip of a document is read. */
export const ReadingConfiguration = configuration<ReadingFields>()(reading);
export type ReadingConfiguration = InstanceType<typeof ReadingConfiguration>;

/** Builds a `ReadingConfiguration`. */
export const ReadingConfigurationBuilder = builder(ReadingConfiguration, reading, (): Partial<ReadingFields> => ({}), {
  forceReading: (forceReading: boolean) => ({ forceReading }),
  forceReadingIfSupported: (forceReadingIfSupported: boolean) => ({ forceReadingIfSupported }),
  forceReadingTimeout: (timeoutInSeconds: number) => ({ timeoutInSeconds }),
});
export type ReadingConfigurationBuilder = InstanceType<typeof ReadingConfigurationBuilder>;

interface DocumentFields {
  documentType: string;
  readingConfiguration: ReadingConfiguration;
  isHelpPageDisabled: boolean;
  faceScanMinimumMatchLevel: number;
  faceReadMinimumMatchLevel: number;
  isExpiredDocumentValidateDisabled: boolean;
  isFrontSideReviewEnabled: boolean;
  isBackSideReviewEnabled: boolean;
  isUploadEnabled: boolean;
  isPhotoQualityDetectionEnabled: boolean;
  minimumAge: number;
}
const document = [
  'documentType',
  'readingConfiguration',
  'isHelpPageDisabled',
  'faceScanMinimumMatchLevel',
  'faceReadMinimumMatchLevel',
  'isExpiredDocumentValidateDisabled',
  'isFrontSideReviewEnabled',
  'isBackSideReviewEnabled',
  'isUploadEnabled',
  'isPhotoQualityDetectionEnabled',
  'minimumAge',
] as const;

/** A document to scan. */
export const Document = configuration<DocumentFields>()(document);
export type Document = InstanceType<typeof Document>;

/** Builds a `Document`. */
export const DocumentBuilder = builder(Document, document, (): Partial<DocumentFields> => ({}), {
  setDocumentType: (documentType: string) => ({ documentType }),
  disableHelpPage: () => ({ isHelpPageDisabled: true }),
  enableReading: (readingConfiguration?: ReadingConfiguration) => ({ readingConfiguration }) as Partial<DocumentFields>,
  disableExpiryValidation: () => ({ isExpiredDocumentValidateDisabled: true }),
  setFaceScanMinimumMatchLevel: (faceScanMinimumMatchLevel: number) => ({ faceScanMinimumMatchLevel }),
  setFaceReadMinimumMatchLevel: (faceReadMinimumMatchLevel: number) => ({ faceReadMinimumMatchLevel }),
  enableScanReview: (isFrontSideReviewEnabled: boolean, isBackSideReviewEnabled: boolean) => ({
    isFrontSideReviewEnabled,
    isBackSideReviewEnabled,
  }),
  enableUpload: () => ({ isUploadEnabled: true }),
  enableAgeVerification: (minimumAge: number) => ({ minimumAge }),
  enablePhotoQualityDetection: () => ({ isPhotoQualityDetectionEnabled: true }),
});
export type DocumentBuilder = InstanceType<typeof DocumentBuilder>;

interface FacialRecognitionFields {
  isHelpPageDisabled: boolean;
  enrollFace: boolean;
  scanMinimumMatchLevel: number;
  readMinimumMatchLevel: number;
  lookupMinimumMatchLevel: number;
  maxAttempts: number;
  allowClosedEyes: boolean;
  enableOneToNVerification: boolean;
}
const facialRecognition = [
  'isHelpPageDisabled',
  'enrollFace',
  'scanMinimumMatchLevel',
  'readMinimumMatchLevel',
  'lookupMinimumMatchLevel',
  'maxAttempts',
  'allowClosedEyes',
  'enableOneToNVerification',
] as const;

/** The face step of the document flows. */
export const FacialRecognitionConfiguration = configuration<FacialRecognitionFields>()(facialRecognition);
export type FacialRecognitionConfiguration = InstanceType<typeof FacialRecognitionConfiguration>;

/** Builds a `FacialRecognitionConfiguration`. */
export const FacialRecognitionConfigurationBuilder = builder(
  FacialRecognitionConfiguration,
  facialRecognition,
  (): Partial<FacialRecognitionFields> => ({}),
  {
    disableHelpPage: () => ({ isHelpPageDisabled: true }),
    enrollFace: () => ({ enrollFace: true }),
    setScanMinimumMatchLevel: (scanMinimumMatchLevel: number) => ({ scanMinimumMatchLevel }),
    setReadMinimumMatchLevel: (readMinimumMatchLevel: number) => ({ readMinimumMatchLevel }),
    setLookupMinimumMatchLevel: (lookupMinimumMatchLevel: number) => ({ lookupMinimumMatchLevel }),
    setMaxAttempts: (maxAttempts: number) => ({ maxAttempts }),
    allowClosedEyes: () => ({ allowClosedEyes: true }),
    enableOneToNVerification: () => ({ enableOneToNVerification: true }),
  },
);
export type FacialRecognitionConfigurationBuilder = InstanceType<typeof FacialRecognitionConfigurationBuilder>;

interface BackgroundCheckFields {
  disableConsent: boolean;
  backgroundCheckType: BackgroundCheckType;
  monitoringEnabled: boolean;
  skipView: boolean;
}
const backgroundCheck = ['backgroundCheckType', 'disableConsent', 'monitoringEnabled', 'skipView'] as const;

/** The background check of the document flows. */
export const BackgroundCheckConfiguration = configuration<BackgroundCheckFields>()(backgroundCheck, [
  'disableConsent',
  'backgroundCheckType',
  'monitoringEnabled',
  'skipView',
]);
export type BackgroundCheckConfiguration = InstanceType<typeof BackgroundCheckConfiguration>;

/** Builds a `BackgroundCheckConfiguration`. */
export const BackgroundCheckConfigurationBuilder = builder(
  BackgroundCheckConfiguration,
  backgroundCheck,
  (): Partial<BackgroundCheckFields> => ({ backgroundCheckType: BackgroundCheckType.RDC }),
  {
    disableConsent: () => ({ disableConsent: true }),
    enableMonitoring: () => ({ monitoringEnabled: true }),
    setBackgroundCheckType: (backgroundCheckType: BackgroundCheckType) => ({ backgroundCheckType }),
    skipView: () => ({ skipView: true }),
  },
);
export type BackgroundCheckConfigurationBuilder = InstanceType<typeof BackgroundCheckConfigurationBuilder>;

/** The documents whose data are looked up. */
export const LookupConfiguration = configuration<{ documentsList: DocumentType[] }>()(['documentsList'] as const);
export type LookupConfiguration = InstanceType<typeof LookupConfiguration>;

/** What the flows have in common. */
interface FlowFields {
  authorizationToken: string;
  nonce: string;
  isSecuredWindowsDisabled: boolean;
  facialRecognitionSpecification: FacialRecognitionConfiguration;
  backgroundCheckConfiguration: BackgroundCheckConfiguration;
  sessionId: string;
  userIdentifier: string;
  isReturnDataForIncompleteSession: boolean;
  appearanceMode: AppearanceMode;
}
const flowMethods = {
  setToken: (authorizationToken: string) => ({ authorizationToken }),
  setNonce: (nonce: string) => ({ nonce }),
  setSessionId: (sessionId: string) => ({ sessionId }),
  setUserIdentifier: (userIdentifier: string) => ({ userIdentifier }),
  disableSecureWindow: () => ({ isSecuredWindowsDisabled: true }),
  enableFacialRecognition: (facialRecognitionSpecification = new FacialRecognitionConfiguration()) => ({ facialRecognitionSpecification }),
  enableBackgroundCheck: (backgroundCheckConfiguration: BackgroundCheckConfiguration) => ({ backgroundCheckConfiguration }),
  returnDataForIncompleteSession: () => ({ isReturnDataForIncompleteSession: true }),
  setAppearanceMode: (appearanceMode: AppearanceMode) => ({ appearanceMode }),
};

interface EnrollmentFields extends FlowFields {
  documentList: Document[];
  isRootedDeviceAllowed: boolean;
  lookupConfiguration: LookupConfiguration;
}
const enrollment = [
  'documentList',
  'authorizationToken',
  'nonce',
  'isRootedDeviceAllowed',
  'isSecuredWindowsDisabled',
  'facialRecognitionSpecification',
  'backgroundCheckConfiguration',
  'lookupConfiguration',
  'sessionId',
  'userIdentifier',
  'isReturnDataForIncompleteSession',
  'appearanceMode',
] as const;

/** What `UqudoPlugin.enroll` takes. */
export const Enrollment = configuration<EnrollmentFields>()(enrollment);
export type Enrollment = InstanceType<typeof Enrollment>;

/** Builds an `Enrollment`. */
export const EnrollmentBuilder = builder(
  Enrollment,
  enrollment,
  (): Partial<EnrollmentFields> => ({ documentList: [], appearanceMode: AppearanceMode.SYSTEM }),
  {
    ...flowMethods,
    enableRootedDeviceUsage: () => ({ isRootedDeviceAllowed: true }),
    enableLookup: (documents: DocumentType[] = []) => ({ lookupConfiguration: new LookupConfiguration(documents) }),
    add(this: Partial<EnrollmentFields>, added: Document) {
      return { documentList: [...(this.documentList ?? []), added] };
    },
  },
);
export type EnrollmentBuilder = InstanceType<typeof EnrollmentBuilder>;

interface LookupFields extends FlowFields {
  documentType: DocumentType;
}
const lookup = [
  'documentType',
  'authorizationToken',
  'nonce',
  'isSecuredWindowsDisabled',
  'facialRecognitionSpecification',
  'backgroundCheckConfiguration',
  'sessionId',
  'userIdentifier',
  'isReturnDataForIncompleteSession',
  'appearanceMode',
] as const;

/** What `UqudoPlugin.lookup` takes. */
export const Lookup = configuration<LookupFields>()(lookup);
export type Lookup = InstanceType<typeof Lookup>;

/** Builds a `Lookup`. */
export const LookupBuilder = builder(Lookup, lookup, (): Partial<LookupFields> => ({ appearanceMode: AppearanceMode.SYSTEM }), {
  ...flowMethods,
  setDocumentType: (documentType: DocumentType) => ({ documentType }),
});
export type LookupBuilder = InstanceType<typeof LookupBuilder>;
