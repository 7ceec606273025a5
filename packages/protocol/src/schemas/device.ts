import { z } from 'zod';
import { deviceMeasures, type DeviceAttestation, type DeviceReport } from '../device.js';

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

/** What the client says of its device: evidence, never a reason to pass. */
export const deviceReportSchema = z.object({
  risk: z.object({ bot: z.boolean().optional(), emulated: z.boolean().optional(), rooted: z.boolean().optional() }).optional(),
  info: deviceDescriptionSchema.optional(),
  installationId: z.uuid().optional().describe('Random, of the installation'),
}) satisfies z.ZodType<DeviceReport>;

const { risk } = deviceReportSchema.shape;
const measure = z.enum(deviceMeasures).optional();

/** `data.deviceAttestation` of a result. */
export const deviceAttestationSchema = z.object({
  risk: risk.unwrap().extend({ payloadTampered: z.boolean().optional() }).describe('What was measured; the rest is absent, never false'),
  info: deviceDescriptionSchema.extend({
    identifier: z.string().optional().describe('Of the installation, for this API client alone'),
  }),
  measuredBy: z
    .object({ bot: measure, emulated: measure, rooted: measure, payloadTampered: measure })
    .describe('Ours: who measured each risk, the client or the service'),
}) satisfies z.ZodType<DeviceAttestation>;
