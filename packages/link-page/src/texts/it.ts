import type { PageTexts } from './en.js';

/* Machine-made: no native speaker has read these texts. */
export const it: PageTexts = {
  asks: '{name} ti chiede di confermare la tua identità.',
  receives: '{name} riceve il risultato e un’immagine del tuo volto.',
  receivesResult: '{name} riceve il risultato.',
  consent: 'Accetto che il mio volto sia confrontato con la foto del documento.',
  back: 'Torna a {name}',
  closePage: 'Puoi chiudere questa pagina.',
  invalidTitle: 'Questo link non è valido',
  invalidText: 'Controlla che sia completo o chiedine uno nuovo.',
  expiredTitle: 'Questo link è scaduto',
  newLink: 'Chiedine uno nuovo.',
  usedTitle: 'Questo link è in uso su un altro dispositivo',
  usedText: 'Continua lì o chiedi un nuovo link.',
  useOther: 'Usa un altro dispositivo',
  computerCode: 'Il tuo computer deve mostrare',
  computerWarning: 'Non è così? Forse qualcun altro ti ha mandato qui. Chiudi questa pagina.',
  codesMatch: 'I codici coincidono',
  goBack: 'Torna al computer. Continua da solo.',
};
