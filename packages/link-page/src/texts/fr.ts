import type { PageTexts } from './en.js';

/* Machine-made: no native speaker has read these texts. */
export const fr: PageTexts = {
  asks: '{name} vous demande de confirmer votre identité.',
  receives: '{name} reçoit le résultat et une image de votre visage.',
  receivesResult: '{name} reçoit le résultat.',
  consent: 'J’accepte que mon visage soit comparé à ma pièce d’identité.',
  back: 'Retour à {name}',
  closePage: 'Vous pouvez fermer cette page.',
  invalidTitle: 'Ce lien n’est pas valide',
  invalidText: 'Vérifiez qu’il est complet ou demandez-en un nouveau.',
  expiredTitle: 'Ce lien a expiré',
  newLink: 'Veuillez en demander un nouveau.',
  usedTitle: 'Ce lien est utilisé sur un autre appareil',
  usedText: 'Continuez sur cet appareil ou demandez un nouveau lien.',
  useOther: 'Utiliser un autre appareil',
  computerCode: 'Votre ordinateur doit afficher',
  computerWarning: 'Ce n’est pas le cas ? Quelqu’un d’autre vous a peut-être envoyé ici. Fermez cette page.',
  codesMatch: 'Les codes sont identiques',
  goBack: 'Retournez à votre ordinateur. Il continue tout seul.',
};
