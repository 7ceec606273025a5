import type { AttestationFormat } from '@face-session/protocol';
import { verifyAndroidKey } from './android-key.js';
import { verifyAppAttestAssertion } from './app-attest-assertion.js';
import { verifyAppAttest } from './app-attest.js';
import type { AttestedApp } from './attestation-settings.js';
import type { AttestationVerifier } from './attestation-verifier.js';
import { verifyPlayIntegrity } from './play-integrity.js';

/** What the service does with a format. */
interface KnownFormat {
  readonly verify: AttestationVerifier;
  /** Whether an app can bring it. */
  readonly isOf: (app: AttestedApp) => boolean;
  /** It needs a key that the service knows from an attestation before. */
  readonly needsKnownKey?: true;
}

/** One entry for each format. The next one takes a file beside these, and an entry here. */
export const knownFormats: Readonly<Record<AttestationFormat, KnownFormat>> = {
  'app-attest': { verify: verifyAppAttest, isOf: (app) => 'appId' in app },
  'app-attest-assertion': { verify: verifyAppAttestAssertion, isOf: (app) => 'appId' in app, needsKnownKey: true },
  'android-key': { verify: verifyAndroidKey, isOf: (app) => 'packageName' in app },
  'play-integrity': { verify: verifyPlayIntegrity, isOf: (app) => 'packageName' in app && app.playIntegrity !== undefined },
};
