import type { LightTexts } from './en.js';

export const ar: LightTexts = {
  title: 'ستضيء الشاشة وجهك',
  text: 'لمدة خمس ثوانٍ تقريبًا تعرض الشاشة ألوانًا هادئة لا تومض. ابقَ ثابتًا وانظر إلى الشاشة.',
  start: 'عرض الألوان',
  decline: 'لا أريد الضوء',
  look: 'ابقَ ثابتًا',
};
