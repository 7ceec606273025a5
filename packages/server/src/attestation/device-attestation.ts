import { strictestDeviceRules, type JudgedDevice } from '@face-session/liveness';
import {
  clientDeviceRisks,
  deviceRisks,
  type DeviceAttestation,
  type DeviceMeasure,
  type DeviceRisk,
  type OpenAttemptRequest,
} from '@face-session/protocol';
import type { Config } from '../config.js';
import type { Sealer } from '../keys/sealer.js';
import type { Client } from '../store/client-store.js';
import type { AttestationVerdict } from './attestation-verifier.js';

/** What is known of the device of an attempt. */
export interface KnownDevice {
  /** What the client said of it when it opened the attempt, and the key that its uploads are signed with. */
  readonly wishes: Pick<OpenAttemptRequest, 'device' | 'captureKey'>;
  /** What became of the attestation that came with the burst; undefined: none came. */
  readonly attestation?: AttestationVerdict | undefined;
}

/** What a risk is said to be, and by whom. */
interface MeasuredRisk {
  readonly is: boolean;
  readonly by: DeviceMeasure;
}

/** What client, service and maker of the device measured of it, for the result; null if nothing is known. @param refusedUploads uploads of the session that were refused for their signature */
export function deviceAttestationOf(
  sealer: Pick<Sealer, 'keyedHash'>,
  clientId: string,
  { wishes, attestation }: KnownDevice,
  refusedUploads: number,
): DeviceAttestation | null {
  const { device: report, captureKey } = wishes;
  if (!report && !captureKey && !attestation) return null;
  const tampered = refusedUploads > 0 ? true : captureKey ? false : undefined;
  const measured = deviceRisks.flatMap((name): [DeviceRisk, MeasuredRisk][] => {
    const said = clientDeviceRisks.find((known) => known === name);
    const risk = measuredRisk([
      ['attested', attestation?.proven[name]],
      ['server', name === 'payloadTampered' ? tampered : undefined],
      ['client', said && report?.risk?.[said]],
    ]);
    return risk ? [[name, risk]] : [];
  });
  const { installationId } = report ?? {};
  return {
    risk: Object.fromEntries(measured.map(([name, { is }]) => [name, is])),
    info: {
      // Another one for each client, and none that could be turned back: nobody follows an installation from customer to customer.
      ...(installationId !== undefined && { identifier: sealer.keyedHash('installation', `${clientId} ${installationId.toLowerCase()}`) }),
      ...report?.info,
    },
    measuredBy: Object.fromEntries(measured.map(([name, { by }]) => [name, by])),
    ...(attestation && !attestation.fault && { attestedBy: attestation.format }),
  };
}

/** A risk that anybody found is there. Else who is named first and knows it counts. Undefined: nobody knows. */
function measuredRisk(words: readonly (readonly [DeviceMeasure, boolean | undefined])[]): MeasuredRisk | undefined {
  const [by, is] = words.find(([, word]) => word === true) ?? words.find(([, word]) => word === false) ?? [];
  return by === undefined || is === undefined ? undefined : { is, by };
}

/** The device of an attempt with the stricter rules of service and client; undefined if nothing is known of it and no rule asks for an attestation. */
export function judgedDevice(
  config: Pick<Config, 'deviceRules'>,
  { policy }: Pick<Client, 'policy'>,
  attestation: DeviceAttestation | null,
): JudgedDevice | undefined {
  const rules = strictestDeviceRules(config.deviceRules, policy.deviceRules ?? {});
  if (!attestation && rules.unattested === undefined) return undefined;
  return { risk: attestation?.risk ?? {}, isAttested: attestation?.attestedBy !== undefined, rules };
}
