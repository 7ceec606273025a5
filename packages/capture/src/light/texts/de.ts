import type { LightTexts } from './en.js';

export const de: LightTexts = {
  title: 'Ihr Bildschirm beleuchtet Ihr Gesicht',
  text: 'Er zeigt etwa fünf Sekunden lang sanfte Farben. Sie blitzen nicht. Halten Sie still und sehen Sie auf den Bildschirm.',
  start: 'Farben zeigen',
  decline: 'Kein Licht für mich',
  look: 'Halten Sie still',
};
