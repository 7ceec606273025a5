import type { PageTexts } from './en.js';

/* Machine-made: no native speaker has read these texts. */
export const ur: PageTexts = {
  asks: '{name} آپ سے اپنی شناخت کی تصدیق کرنے کو کہتا ہے۔',
  receives: '{name} کو نتیجہ اور آپ کے چہرے کی ایک تصویر ملتی ہے۔',
  receivesResult: '{name} کو نتیجہ ملتا ہے۔',
  consent: 'میں متفق ہوں کہ میرے چہرے کا موازنہ میری شناختی تصویر سے کیا جائے۔',
  back: '{name} پر واپس جائیں',
  closePage: 'آپ یہ صفحہ بند کر سکتے ہیں۔',
  invalidTitle: 'یہ لنک درست نہیں ہے',
  invalidText: 'دیکھ لیں کہ یہ مکمل ہے، یا نیا لنک مانگیں۔',
  expiredTitle: 'اس لنک کی میعاد ختم ہو گئی ہے',
  newLink: 'براہ کرم نیا لنک مانگیں۔',
  usedTitle: 'یہ لنک کسی اور ڈیوائس پر استعمال ہو رہا ہے',
  usedText: 'وہاں جاری رکھیں، یا نیا لنک مانگیں۔',
  useOther: 'کوئی اور ڈیوائس استعمال کریں',
  computerCode: 'آپ کے کمپیوٹر پر یہ نظر آنا چاہیے',
  computerWarning: 'نظر نہیں آ رہا؟ شاید کسی اور نے آپ کو یہاں بھیجا ہے۔ یہ صفحہ بند کر دیں۔',
  codesMatch: 'دونوں کوڈ ایک جیسے ہیں',
  goBack: 'اپنے کمپیوٹر پر واپس جائیں۔ وہ خود آگے بڑھے گا۔',
};
