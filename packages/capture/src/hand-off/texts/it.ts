import type { HandOffTexts } from './en.js';

export const it: HandOffTexts = {
  useThis: 'Usa questo dispositivo',
  phoneTitle: 'Usa il telefono',
  phoneText: 'Inquadra il codice con la fotocamera o apri lì il link.',
  phoneCode: 'Controlla che il telefono mostri',
  phoneWaiting: 'In attesa del telefono',
  phoneContinue: 'Continua sul telefono',
  phoneReady: 'Il telefono è pronto.',
  phoneRuns: 'La verifica è in corso sul telefono.',
  phoneRetry: 'Non ha ancora funzionato. Riprova sul telefono.',
  codeExpired: 'Questo codice è scaduto',
  newCode: 'Mostra un nuovo codice',
};
