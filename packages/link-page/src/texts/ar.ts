import type { PageTexts } from './en.js';

/* Machine-made: no native speaker has read these texts. */
export const ar: PageTexts = {
  asks: '{name} يطلب منك تأكيد هويتك.',
  receives: 'سيستلم {name} النتيجة وصورة لوجهك.',
  receivesResult: 'سيستلم {name} النتيجة.',
  consent: 'أوافق على مقارنة وجهي بالصورة الموجودة في هويتي.',
  back: 'العودة إلى {name}',
  closePage: 'يمكنك إغلاق هذه الصفحة.',
  invalidTitle: 'هذا الرابط غير صالح',
  invalidText: 'تأكد من أن الرابط كامل، أو اطلب رابطًا جديدًا.',
  expiredTitle: 'انتهت صلاحية هذا الرابط',
  newLink: 'يرجى طلب رابط جديد.',
  usedTitle: 'هذا الرابط مستخدم على جهاز آخر',
  usedText: 'تابع هناك، أو اطلب رابطًا جديدًا.',
  useOther: 'استخدام جهاز آخر',
  computerCode: 'يجب أن يعرض حاسوبك',
  computerWarning: 'ألا يعرضه؟ ربما أرسلك شخص آخر إلى هنا. أغلق هذه الصفحة.',
  codesMatch: 'الرمزان متطابقان',
  goBack: 'عد إلى حاسوبك. سيتابع من تلقاء نفسه.',
};
