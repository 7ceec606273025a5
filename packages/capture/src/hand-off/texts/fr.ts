import type { HandOffTexts } from './en.js';

export const fr: HandOffTexts = {
  useThis: 'Utiliser cet appareil',
  phoneTitle: 'Utilisez votre téléphone',
  phoneText: 'Pointez son appareil photo vers le code ou ouvrez le lien dessus.',
  phoneCode: 'Vérifiez que votre téléphone affiche',
  phoneWaiting: 'En attente de votre téléphone',
  phoneContinue: 'Continuez sur votre téléphone',
  phoneReady: 'Votre téléphone est prêt.',
  phoneRuns: 'La vérification se déroule sur votre téléphone.',
  phoneRetry: 'Cela n’a pas encore fonctionné. Réessayez sur votre téléphone.',
  codeExpired: 'Ce code a expiré',
  newCode: 'Afficher un nouveau code',
};
