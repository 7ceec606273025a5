import type { PageTexts } from './en.js';

/* Machine-made: no native speaker has read these texts. */
export const tr: PageTexts = {
  asks: '{name} kimliğinizi doğrulamanızı istiyor.',
  receives: '{name} sonucu ve yüzünüzün bir görüntüsünü alır.',
  receivesResult: '{name} sonucu alır.',
  consent: 'Yüzümün kimliğimdeki fotoğrafla karşılaştırılmasını kabul ediyorum.',
  back: '{name} sayfasına dön',
  closePage: 'Bu sayfayı kapatabilirsiniz.',
  invalidTitle: 'Bu bağlantı geçerli değil',
  invalidText: 'Eksiksiz olduğunu kontrol edin veya yenisini isteyin.',
  expiredTitle: 'Bu bağlantının süresi doldu',
  newLink: 'Lütfen yenisini isteyin.',
  usedTitle: 'Bu bağlantı başka bir cihazda kullanılıyor',
  usedText: 'O cihazda devam edin veya yeni bir bağlantı isteyin.',
  useOther: 'Başka bir cihaz kullan',
  computerCode: 'Bilgisayarınızda şu görünmeli:',
  computerWarning: 'Görünmüyor mu? Sizi buraya başkası göndermiş olabilir. Bu sayfayı kapatın.',
  codesMatch: 'Kodlar aynı',
  goBack: 'Bilgisayarınıza dönün. Orası kendiliğinden devam eder.',
};
