import type { HandOffTexts } from './en.js';

export const fa: HandOffTexts = {
  useThis: 'استفاده از همین دستگاه',
  phoneTitle: 'از تلفن خود استفاده کنید',
  phoneText: 'دوربین آن را رو به کد بگیرید، یا پیوند را در آن باز کنید.',
  phoneCode: 'بررسی کنید که تلفن شما این را نشان دهد',
  phoneWaiting: 'در انتظار تلفن شما',
  phoneContinue: 'در تلفن خود ادامه دهید',
  phoneReady: 'تلفن شما آماده است.',
  phoneRuns: 'بررسی در تلفن شما انجام می‌شود.',
  phoneRetry: 'هنوز موفق نشد. در تلفن خود دوباره امتحان کنید.',
  codeExpired: 'این کد منقضی شده است',
  newCode: 'نمایش کد تازه',
};
