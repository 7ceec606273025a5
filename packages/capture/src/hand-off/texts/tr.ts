import type { HandOffTexts } from './en.js';

export const tr: HandOffTexts = {
  useThis: 'Bu cihazı kullan',
  phoneTitle: 'Telefonunuzu kullanın',
  phoneText: 'Kamerasını koda doğrultun veya bağlantıyı telefonda açın.',
  phoneCode: 'Telefonunuzda şunun göründüğünü kontrol edin:',
  phoneWaiting: 'Telefonunuz bekleniyor',
  phoneContinue: 'Telefonunuzda devam edin',
  phoneReady: 'Telefonunuz hazır.',
  phoneRuns: 'Kontrol telefonunuzda sürüyor.',
  phoneRetry: 'Henüz olmadı. Telefonunuzda tekrar deneyin.',
  codeExpired: 'Bu kodun süresi doldu',
  newCode: 'Yeni bir kod göster',
};
