import type { LightTexts } from './en.js';

export const pt: LightTexts = {
  title: 'O ecrã vai iluminar o seu rosto',
  text: 'Durante cerca de cinco segundos mostra cores suaves. Não piscam. Fique imóvel e olhe para o ecrã.',
  start: 'Mostrar as cores',
  decline: 'Sem luz para mim',
  look: 'Fique imóvel',
};
