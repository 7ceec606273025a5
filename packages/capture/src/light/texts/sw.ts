import type { LightTexts } from './en.js';

export const sw: LightTexts = {
  title: 'Skrini itaangaza uso wako',
  text: 'Kwa takriban sekunde tano inaonyesha rangi laini. Haziwaki na kuzima. Tulia na utazame skrini.',
  start: 'Onyesha rangi',
  decline: 'Sitaki mwanga',
  look: 'Tulia',
};
