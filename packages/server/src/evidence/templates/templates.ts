import { aiAct } from './ai-act.js';
import { impactAssessment } from './impact-assessment.js';

/** The templates of a pack, to be filled in by the operator: file name and content. */
export const templates: Readonly<Record<string, string>> = {
  'ai-act.md': aiAct,
  'data-protection-impact-assessment.md': impactAssessment,
};
