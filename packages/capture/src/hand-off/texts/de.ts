import type { HandOffTexts } from './en.js';

export const de: HandOffTexts = {
  useThis: 'Dieses Gerät verwenden',
  phoneTitle: 'Handy verwenden',
  phoneText: 'Richten Sie die Kamera des Handys auf den Code oder öffnen Sie dort den Link.',
  phoneCode: 'Ihr Handy muss Folgendes anzeigen:',
  phoneWaiting: 'Warten auf Ihr Handy',
  phoneContinue: 'Weiter auf Ihrem Handy',
  phoneReady: 'Ihr Handy ist bereit.',
  phoneRuns: 'Die Prüfung läuft auf Ihrem Handy.',
  phoneRetry: 'Das hat noch nicht geklappt. Versuchen Sie es auf dem Handy noch einmal.',
  codeExpired: 'Dieser Code ist abgelaufen',
  newCode: 'Neuen Code anzeigen',
};
