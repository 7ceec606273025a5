import { z } from 'zod';
import { matchLevels } from '../match-level.js';

export const matchLevelSchema = z.literal(matchLevels).describe('1 (lowest) to 5; 3 is a false match rate of 1e-4 on the calibration data');
