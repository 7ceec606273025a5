import type { LightTexts } from './en.js';

export const ru: LightTexts = {
  title: 'Экран осветит ваше лицо',
  text: 'Около пяти секунд он показывает мягкие цвета. Они не мигают. Не двигайтесь и смотрите на экран.',
  start: 'Показать цвета',
  decline: 'Без света',
  look: 'Не двигайтесь',
};
