import type { HandOffTexts } from './en.js';

export const id: HandOffTexts = {
  useThis: 'Gunakan perangkat ini',
  phoneTitle: 'Gunakan ponsel Anda',
  phoneText: 'Arahkan kameranya ke kode, atau buka tautan di ponsel.',
  phoneCode: 'Pastikan ponsel Anda menampilkan',
  phoneWaiting: 'Menunggu ponsel Anda',
  phoneContinue: 'Lanjutkan di ponsel Anda',
  phoneReady: 'Ponsel Anda siap.',
  phoneRuns: 'Pemeriksaan berlangsung di ponsel Anda.',
  phoneRetry: 'Belum berhasil. Coba lagi di ponsel Anda.',
  codeExpired: 'Kode ini sudah kedaluwarsa',
  newCode: 'Tampilkan kode baru',
};
