import { z } from 'zod';
import { attestationFormats } from '../attestation.js';
import { clientDeviceRisks, deviceMeasures, deviceRisks, type DeviceAttestation, type DeviceReport } from '../device.js';

/** Longest value that a client may give for its device, in characters. */
const MAX_VALUE_LENGTH = 100;

const value = z.string().max(MAX_VALUE_LENGTH).optional();

const deviceDescriptionSchema = z.object({
  platform: value.describe('ANDROID, IOS, WINDOWS, MACOS and so on'),
  manufacturer: value,
  model: value,
  version: value.describe('Of the operating system'),
  cpuArchitecture: value,
});

/** An object that may have each of the names, and nothing else. */
function someOf<Name extends string, Value extends z.ZodType>(names: readonly Name[], each: Value) {
  return z.object(Object.fromEntries(names.map((name) => [name, each.optional()])) as Record<Name, z.ZodOptional<Value>>);
}

/** What the client says of its device: evidence, never a reason to pass. */
export const deviceReportSchema = z.object({
  risk: someOf(clientDeviceRisks, z.boolean()).optional(),
  info: deviceDescriptionSchema.optional(),
  installationId: z.uuid().optional().describe('Random, of the installation'),
}) satisfies z.ZodType<DeviceReport>;

/** `data.deviceAttestation` of a result. */
export const deviceAttestationSchema = z.object({
  risk: someOf(deviceRisks, z.boolean()).describe('What was measured; the rest is absent, never false'),
  info: deviceDescriptionSchema.extend({
    identifier: z.string().optional().describe('Of the installation, for this API client alone'),
  }),
  measuredBy: someOf(deviceRisks, z.enum(deviceMeasures)).describe(
    'Ours: who measured each risk: the client, the service, or the maker of the device (`attested`)',
  ),
  attestedBy: z.enum(attestationFormats).optional().describe('Ours: what vouched for app, device and frames. Absent: nothing did'),
}) satisfies z.ZodType<DeviceAttestation>;
