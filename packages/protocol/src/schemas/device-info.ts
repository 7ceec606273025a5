import { z } from 'zod';
import type { DeviceInfo } from '../session-headers.js';

/** What `UQ-Device-Info` holds as base64 of JSON. A claim of the client's: kept for audit, never judged by. */
export const deviceInfoSchema = z.object({
  deviceModel: z.string().max(200).optional(),
  devicePlatform: z.string().max(50).optional(),
  deviceVersion: z.string().max(50).optional(),
  sdkVersion: z.string().max(50).optional(),
  sdkType: z.string().max(50).optional(),
}) satisfies z.ZodType<DeviceInfo>;
