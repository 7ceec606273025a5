import type { LightTexts } from './en.js';

export const id: LightTexts = {
  title: 'Layar akan menerangi wajah Anda',
  text: 'Selama sekitar lima detik layar menampilkan warna lembut. Warnanya tidak berkedip. Diam dan lihat layar.',
  start: 'Tampilkan warna',
  decline: 'Tanpa cahaya untuk saya',
  look: 'Tetap diam',
};
