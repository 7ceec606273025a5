import type { LightTexts } from './en.js';

export const fr: LightTexts = {
  title: 'Votre écran va éclairer votre visage',
  text: 'Il affiche des couleurs douces pendant environ cinq secondes. Elles ne clignotent pas. Ne bougez pas et regardez l’écran.',
  start: 'Afficher les couleurs',
  decline: 'Pas de lumière pour moi',
  look: 'Ne bougez pas',
};
