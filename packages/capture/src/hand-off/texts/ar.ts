import type { HandOffTexts } from './en.js';

export const ar: HandOffTexts = {
  useThis: 'استخدام هذا الجهاز',
  phoneTitle: 'استخدم هاتفك',
  phoneText: 'وجّه كاميرا الهاتف نحو الرمز، أو افتح الرابط عليه.',
  phoneCode: 'تأكد من أن هاتفك يعرض',
  phoneWaiting: 'في انتظار هاتفك',
  phoneContinue: 'تابع على هاتفك',
  phoneReady: 'هاتفك جاهز.',
  phoneRuns: 'يجري التحقق على هاتفك.',
  phoneRetry: 'لم ينجح ذلك بعد. حاول مرة أخرى على هاتفك.',
  codeExpired: 'انتهت صلاحية هذا الرمز',
  newCode: 'عرض رمز جديد',
};
