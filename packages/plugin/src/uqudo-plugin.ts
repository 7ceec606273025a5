import type { AccountRecoveryConfiguration } from './account-recovery-configuration.js';
import type { CameraPermission, InitOptions } from './definitions.js';
import type { Enrollment, Lookup, ReadingConfiguration } from './document-flows.js';
import type { FaceSessionConfiguration } from './face-session-configuration.js';
import { UqudoId } from './uqudo-id.js';

/**
 * The SDK as an app uses it.
 * @example
 * new UqudoPlugin().init(); // at the app's start
 * const { value } = await new UqudoPlugin().faceSession(config); // the signed result, for the backend to verify
 */
export class UqudoPlugin {
  /** To be called once, at the app's start. */
  init(options?: InitOptions): void {
    void (options === undefined ? UqudoId.init() : UqudoId.init(options));
  }

  /** The language of the screen from now on, as BCP 47 (`ar`, `pt-BR`); the browser's unless called. To be called after `init`. */
  setLocale(locale: string): void {
    void UqudoId.setLocale({ value: locale });
  }

  /**
   * Runs a face session over the whole screen.
   * @returns `value`: the signed result (compact JWS), to be verified by the customer's backend
   * @throws UqudoPluginError
   */
  faceSession(configuration: FaceSessionConfiguration): Promise<{ value: string }> {
    return UqudoId.faceSession({ value: JSON.stringify(configuration) });
  }

  /** Leaves the running session without asking: `faceSession` rejects with USER_CANCEL. Does nothing if none runs. */
  async cancel(): Promise<void> {
    await UqudoId.cancel();
  }

  /** Whether the app may use the camera: `prompt`, `granted` or `denied`. Asks nobody. */
  checkPermissions(): Promise<CameraPermission> {
    return UqudoId.checkPermissions();
  }

  /** Asks the person for the camera, so that the session need not: what they answered. */
  requestPermissions(): Promise<CameraPermission> {
    return UqudoId.requestPermissions();
  }

  /** Not supported: rejects. */
  enroll(enrollment: Enrollment): Promise<{ value: string }> {
    return UqudoId.enroll({ value: JSON.stringify(enrollment) });
  }

  /**
   * Recovers an account: a face session against the face that the customer's backend has enrolled, where the service keeps such.
   * @returns `value`: the signed result (compact JWS), to be verified by the customer's backend
   * @throws UqudoPluginError
   */
  recover(configuration: AccountRecoveryConfiguration): Promise<{ value: string }> {
    return UqudoId.recover({ value: JSON.stringify(configuration) });
  }

  /** Not supported: rejects. */
  lookup(lookup: Lookup): Promise<{ value: string }> {
    return UqudoId.lookup({ value: JSON.stringify(lookup) });
  }

  /** Not supported: rejects. */
  reading(configuration?: ReadingConfiguration): Promise<{ value: string }> {
    return UqudoId.reading({ value: JSON.stringify(configuration ?? {}) });
  }

  /** False: documents are outside this project. */
  async isFacialRecognitionSupported(documentType: string): Promise<boolean> {
    return (await UqudoId.isFacialRecognitionSupported({ value: documentType })).value;
  }

  /** False: documents are outside this project. */
  async isReadingSupported(documentType: string): Promise<boolean> {
    return (await UqudoId.isReadingSupported({ value: documentType })).value;
  }

  /** False: documents are outside this project. */
  async isLookupSupported(documentType: string): Promise<boolean> {
    return (await UqudoId.isLookupSupported({ value: documentType })).value;
  }

  /** False: documents are outside this project. */
  async isLookupFacialRecognitionSupported(documentType: string): Promise<boolean> {
    return (await UqudoId.isLookupFacialRecognitionSupported({ value: documentType })).value;
  }

  /** False: documents are outside this project. */
  async isEnrollmentSupported(documentType: string): Promise<boolean> {
    return (await UqudoId.isEnrollmentSupported({ value: documentType })).value;
  }
}
