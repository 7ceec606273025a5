import { WebPlugin } from '@capacitor/core';
import { CaptureError, createRecovery, currentFaceSession, isInPage, runFaceSession, type EndFault } from '@face-session/capture';
import { passAppEvents } from './app-events.js';
import type { CameraPermission, FaceSessionEnd, InitOptions, UqudoIdPlugin } from './definitions.js';
import { uqudoPluginError, type UqudoPluginErrorBody } from './uqudo-plugin-error.js';
import { ArgumentError, parseFaceSessionRequest, parseRecoveryRequest, type FaceSessionRequest } from './face-session-request.js';
import { isRootedDevice } from './rooted-device.js';
import { secureWindow } from './secure-window.js';
import { sessionCodeOf } from './session-code.js';
import { createTraceEvents } from './trace-events.js';

/** The plugin `UqudoId` in TypeScript: the same on the web, Android and iOS. */
export class UqudoIdImplementation extends WebPlugin implements UqudoIdPlugin {
  #options: InitOptions = {};
  #locale: string | undefined;
  /** The call under way, and whether it was cancelled; another waits for the end of one that was. */
  #call: { isCancelled: boolean; readonly ended: Promise<unknown> } | undefined;

  /** Does nothing on a server, where one process renders for many people. */
  init(options: InitOptions = {}): Promise<void> {
    if (!isInPage()) return Promise.resolve();
    this.#options = options;
    createTraceEvents('SDK')({ event: 'INIT', status: 'SUCCESS' });
    return Promise.resolve();
  }

  /** Does nothing on a server. */
  setLocale({ value }: { value: string }): Promise<void> {
    if (isInPage()) this.#locale = value;
    return Promise.resolve();
  }

  faceSession({ value }: { value: string }): Promise<{ value: string }> {
    return this.#run(() => parseFaceSessionRequest(value));
  }

  recover({ value }: { value: string }): Promise<{ value: string }> {
    return this.#run(async () => {
      const request = parseRecoveryRequest(value);
      const { token, sessionId: enrollmentIdentifier } = request;
      const { baseURL, issuers } = this.#options;
      return { ...request, sessionId: await createRecovery({ token, enrollmentIdentifier, baseURL, issuers }) };
    });
  }

  /** Leaves the running session without asking: it rejects with USER_CANCEL. */
  cancel(): Promise<void> {
    if (this.#call) this.#call.isCancelled = true;
    currentFaceSession()?.cancel();
    return Promise.resolve();
  }

  async #run(requestOf: () => FaceSessionRequest | Promise<FaceSessionRequest>): Promise<{ value: string }> {
    // On a server several people's calls may meet: each is told what is wrong, below.
    if (this.#call && !this.#call.isCancelled && isInPage()) {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- it is a CapacitorException, with a richer `code`
      throw uqudoPluginError(bodyOf(new CaptureError('ALREADY_RUNNING')), undefined, 'ALREADY_RUNNING');
    }
    const before = this.#call?.ended;
    let settle: (value?: unknown) => void = () => undefined;
    const call = { isCancelled: false, ended: new Promise((resolve) => (settle = resolve)) };
    this.#call = call;
    try {
      await before;
      return await this.#perform(requestOf, () => {
        if (call.isCancelled) throw new CaptureError('USER_CANCEL');
      });
    } finally {
      if (this.#call === call) this.#call = undefined;
      settle();
    }
  }

  async #perform(
    requestOf: () => FaceSessionRequest | Promise<FaceSessionRequest>,
    stopIfCancelled: () => void,
  ): Promise<{ value: string }> {
    try {
      const { isRootedDeviceAllowed, isSecuredWindowsDisabled, ...request } = await requestOf();
      if (!isRootedDeviceAllowed && (await isRootedDevice())) throw new Error('The device is rooted or jailbroken.');
      const trace = createTraceEvents('FACE_SESSION', request.sessionId);
      stopIfCancelled();
      const releases = await Promise.all([isSecuredWindowsDisabled ? undefined : secureWindow(), passAppEvents(currentFaceSession)]);
      const result = { value: '' };
      try {
        stopIfCancelled();
        result.value = await runFaceSession({ ...request, ...this.#options, locale: this.#locale }, trace);
      } finally {
        for (const release of releases) await release?.();
      }
      this.#tell(result);
      return result;
    } catch (error) {
      const body = bodyOf(error);
      this.#tell({ error: body });
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- it is a CapacitorException, with a richer `code`
      throw uqudoPluginError(body, error, faultOf(error));
    }
  }

  enroll(): Promise<{ value: string }> {
    return unsupported('enroll');
  }

  lookup(): Promise<{ value: string }> {
    return unsupported('lookup');
  }

  reading(): Promise<{ value: string }> {
    return unsupported('reading');
  }

  isFacialRecognitionSupported(): Promise<{ value: boolean }> {
    return Promise.resolve({ value: false });
  }

  isReadingSupported(): Promise<{ value: boolean }> {
    return Promise.resolve({ value: false });
  }

  isLookupSupported(): Promise<{ value: boolean }> {
    return Promise.resolve({ value: false });
  }

  isLookupFacialRecognitionSupported(): Promise<{ value: boolean }> {
    return Promise.resolve({ value: false });
  }

  isEnrollmentSupported(): Promise<{ value: boolean }> {
    return Promise.resolve({ value: false });
  }

  async checkPermissions(): Promise<CameraPermission> {
    try {
      const { state } = await navigator.permissions.query({ name: 'camera' });
      return { camera: state };
    } catch {
      return { camera: 'prompt' }; // A browser that does not tell.
    }
  }

  async requestPermissions(): Promise<CameraPermission> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'user' } });
      for (const track of stream.getTracks()) track.stop();
      return { camera: 'granted' };
    } catch (error) {
      const denied = error instanceof DOMException && error.name === 'NotAllowedError';
      return denied ? { camera: 'denied' } : this.checkPermissions();
    }
  }

  #tell(end: FaceSessionEnd): void {
    this.notifyListeners('faceSessionResult', end, true);
  }
}

/** Always rejects: the flow is outside this project. */
function unsupported(flow: string): Promise<never> {
  const body: UqudoPluginErrorBody = {
    code: 'UNEXPECTED_ERROR',
    message: `The flow "${flow}" is not supported: Face Session checks faces, it does not scan, read or look up documents.`,
  };
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it is a CapacitorException, with a richer `code`
  return Promise.reject(uqudoPluginError(body));
}

/** What went wrong: of an argument that is the plugin's own, too. */
function faultOf(error: unknown): EndFault | undefined {
  if (error instanceof ArgumentError) return 'OPTION_INVALID';
  return error instanceof CaptureError ? error.fault : undefined;
}

function bodyOf(error: unknown): UqudoPluginErrorBody {
  if (error instanceof CaptureError) {
    const { code, message, data } = error;
    const own = code === 'INVALID_CONFIG';
    return { code: sessionCodeOf(code), message, ...(own ? {} : { task: 'FACE' as const }), ...(data === undefined ? {} : { data }) };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'UNEXPECTED_ERROR', message, ...(error instanceof ArgumentError ? {} : { task: 'FACE' as const }) };
}
