import type { HandOffTexts } from './en.js';

export const ur: HandOffTexts = {
  useThis: 'یہی ڈیوائس استعمال کریں',
  phoneTitle: 'اپنا فون استعمال کریں',
  phoneText: 'اس کا کیمرا کوڈ کی طرف کریں، یا اس پر لنک کھولیں۔',
  phoneCode: 'دیکھیں کہ آپ کا فون یہ دکھاتا ہے',
  phoneWaiting: 'آپ کے فون کا انتظار ہے',
  phoneContinue: 'اپنے فون پر جاری رکھیں',
  phoneReady: 'آپ کا فون تیار ہے۔',
  phoneRuns: 'جانچ آپ کے فون پر ہو رہی ہے۔',
  phoneRetry: 'ابھی کامیابی نہیں ہوئی۔ اپنے فون پر دوبارہ کوشش کریں۔',
  codeExpired: 'اس کوڈ کی میعاد ختم ہو گئی ہے',
  newCode: 'نیا کوڈ دکھائیں',
};
