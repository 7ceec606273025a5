import type { PageTexts } from './en.js';

/* Machine-made: no native speaker has read these texts. */
export const de: PageTexts = {
  asks: '{name} bittet Sie, Ihre Identität zu bestätigen.',
  receives: '{name} erhält das Ergebnis und ein Bild Ihres Gesichts.',
  receivesResult: '{name} erhält das Ergebnis.',
  consent: 'Ich bin einverstanden, dass mein Gesicht mit dem Foto auf meinem Ausweis verglichen wird.',
  back: 'Zurück zu {name}',
  closePage: 'Sie können diese Seite schließen.',
  invalidTitle: 'Dieser Link ist ungültig',
  invalidText: 'Prüfen Sie, ob er vollständig ist, oder bitten Sie um einen neuen.',
  expiredTitle: 'Dieser Link ist abgelaufen',
  newLink: 'Bitten Sie um einen neuen.',
  usedTitle: 'Dieser Link wird auf einem anderen Gerät verwendet',
  usedText: 'Machen Sie dort weiter oder bitten Sie um einen neuen Link.',
  useOther: 'Anderes Gerät verwenden',
  computerCode: 'Ihr Computer muss Folgendes anzeigen:',
  computerWarning: 'Tut er das nicht? Dann hat Sie vielleicht jemand anderes hierher geschickt. Schließen Sie diese Seite.',
  codesMatch: 'Die Codes stimmen überein',
  goBack: 'Gehen Sie zurück zu Ihrem Computer. Dort geht es von selbst weiter.',
};
