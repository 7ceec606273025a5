import { strictestDeviceRules, type JudgedDevice } from '@face-session/liveness';
import { deviceRiskTable, deviceRisks, type DeviceAttestation, type DeviceReport } from '@face-session/protocol';
import type { Config } from '../config.js';
import type { Sealer } from '../keys/sealer.js';
import type { Client } from '../store/client-store.js';

/** What is known of the device of an attempt. */
export interface KnownDevice {
  /** What the client said when it opened the attempt. */
  readonly report: DeviceReport | undefined;
  /** Whether its uploads are signed. */
  readonly isSigned: boolean;
  /** Uploads of the session that were refused for their signature. */
  readonly refusedUploads: number;
}

/** What the service and the client measured of a device, for the result; null if nothing is known. */
export function deviceAttestationOf(
  sealer: Pick<Sealer, 'keyedHash'>,
  clientId: string,
  { report, isSigned, refusedUploads }: KnownDevice,
): DeviceAttestation | null {
  if (!report && !isSigned) return null;
  const { bot, emulated, rooted } = report?.risk ?? {};
  const tampered = refusedUploads > 0 ? true : isSigned ? false : undefined;
  const measured: DeviceAttestation['risk'] = { bot, emulated, rooted, payloadTampered: tampered };
  const known = deviceRisks.filter((name) => measured[name] !== undefined);
  const { installationId } = report ?? {};
  return {
    risk: Object.fromEntries(known.map((name) => [name, measured[name]])),
    info: {
      // Another one for each client, and none that could be turned back: nobody follows an installation from customer to customer.
      ...(installationId !== undefined && { identifier: sealer.keyedHash('installation', `${clientId} ${installationId.toLowerCase()}`) }),
      ...report?.info,
    },
    measuredBy: Object.fromEntries(known.map((name) => [name, deviceRiskTable[name]])),
  };
}

/** The device of an attempt with the stricter rules of service and client; undefined if nothing is known of it. */
export function judgedDevice(
  config: Pick<Config, 'deviceRules'>,
  { policy }: Pick<Client, 'policy'>,
  attestation: DeviceAttestation | null,
): JudgedDevice | undefined {
  return attestation ? { risk: attestation.risk, rules: strictestDeviceRules(config.deviceRules, policy.deviceRules ?? {}) } : undefined;
}
