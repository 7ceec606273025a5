import type { LightTexts } from './en.js';

export const it: LightTexts = {
  title: 'Lo schermo illuminerà il tuo viso',
  text: 'Per circa cinque secondi mostra colori tenui. Non lampeggiano. Resta fermo e guarda lo schermo.',
  start: 'Mostra i colori',
  decline: 'Niente luce per me',
  look: 'Resta fermo',
};
