import { z } from 'zod';
import { obfuscationTypes } from '../obfuscation-type.js';

export const obfuscationTypeSchema = z.enum(obfuscationTypes);
