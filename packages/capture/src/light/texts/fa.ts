import type { LightTexts } from './en.js';

export const fa: LightTexts = {
  title: 'صفحه صورت شما را روشن می‌کند',
  text: 'حدود پنج ثانیه رنگ‌های ملایم نشان می‌دهد. چشمک نمی‌زنند. بی‌حرکت بمانید و به صفحه نگاه کنید.',
  start: 'نمایش رنگ‌ها',
  decline: 'نور نمی‌خواهم',
  look: 'بی‌حرکت بمانید',
};
