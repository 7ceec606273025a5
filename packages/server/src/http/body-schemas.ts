import { z } from 'zod';

/** A file, in a form or as a whole body. */
export const binary = (description: string): z.ZodType => z.string().meta({ format: 'binary', description });

/** A result. */
export const jwt = z.string().describe('Compact JWS; JWE if the client registered a key');
