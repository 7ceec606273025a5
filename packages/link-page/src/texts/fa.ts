import type { PageTexts } from './en.js';

/* Machine-made: no native speaker has read these texts. */
export const fa: PageTexts = {
  asks: '{name} از شما می‌خواهد هویت خود را تأیید کنید.',
  receives: '{name} نتیجه و تصویری از چهرهٔ شما را دریافت می‌کند.',
  receivesResult: '{name} نتیجه را دریافت می‌کند.',
  consent: 'موافقم که چهره‌ام با عکس مدرک شناسایی‌ام مقایسه شود.',
  back: 'بازگشت به {name}',
  closePage: 'می‌توانید این صفحه را ببندید.',
  invalidTitle: 'این پیوند معتبر نیست',
  invalidText: 'بررسی کنید که کامل باشد، یا پیوند تازه‌ای بخواهید.',
  expiredTitle: 'این پیوند منقضی شده است',
  newLink: 'لطفاً پیوند تازه‌ای بخواهید.',
  usedTitle: 'این پیوند در دستگاه دیگری در حال استفاده است',
  usedText: 'در آنجا ادامه دهید، یا پیوند تازه‌ای بخواهید.',
  useOther: 'استفاده از دستگاه دیگر',
  computerCode: 'رایانهٔ شما باید این را نشان دهد',
  computerWarning: 'نشان نمی‌دهد؟ شاید کس دیگری شما را به اینجا فرستاده است. این صفحه را ببندید.',
  codesMatch: 'کدها یکسان‌اند',
  goBack: 'به رایانهٔ خود برگردید. خودش ادامه می‌دهد.',
};
