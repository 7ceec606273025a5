import type { LightTexts } from './en.js';

export const am: LightTexts = {
  title: 'ማያ ገጹ ፊትዎን ያበራል',
  text: 'ለአምስት ሰከንድ ያህል ለስላሳ ቀለሞችን ያሳያል። ብልጭ ድርግም አይሉም። ሳይንቀሳቀሱ ማያ ገጹን ይመልከቱ።',
  start: 'ቀለሞቹን አሳይ',
  decline: 'ብርሃን አልፈልግም',
  look: 'አይንቀሳቀሱ',
};
