import type { LightTexts } from './en.js';

export const es: LightTexts = {
  title: 'La pantalla iluminará su rostro',
  text: 'Durante unos cinco segundos muestra colores suaves. No parpadean. Quédese quieto y mire la pantalla.',
  start: 'Mostrar los colores',
  decline: 'Sin luz para mí',
  look: 'Quédese quieto',
};
