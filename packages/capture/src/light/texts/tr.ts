import type { LightTexts } from './en.js';

export const tr: LightTexts = {
  title: 'Ekranınız yüzünüzü aydınlatacak',
  text: 'Yaklaşık beş saniye boyunca yumuşak renkler gösterir. Yanıp sönmezler. Sabit durun ve ekrana bakın.',
  start: 'Renkleri göster',
  decline: 'Işık istemiyorum',
  look: 'Sabit durun',
};
