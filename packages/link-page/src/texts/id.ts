import type { PageTexts } from './en.js';

/* Machine-made: no native speaker has read these texts. */
export const id: PageTexts = {
  asks: '{name} meminta Anda mengonfirmasi identitas.',
  receives: '{name} menerima hasil dan gambar wajah Anda.',
  receivesResult: '{name} menerima hasilnya.',
  consent: 'Saya setuju wajah saya dibandingkan dengan foto di kartu identitas saya.',
  back: 'Kembali ke {name}',
  closePage: 'Anda dapat menutup halaman ini.',
  invalidTitle: 'Tautan ini tidak valid',
  invalidText: 'Pastikan tautan lengkap, atau minta yang baru.',
  expiredTitle: 'Tautan ini sudah kedaluwarsa',
  newLink: 'Silakan minta yang baru.',
  usedTitle: 'Tautan ini sedang digunakan di perangkat lain',
  usedText: 'Lanjutkan di sana, atau minta tautan baru.',
  useOther: 'Gunakan perangkat lain',
  computerCode: 'Komputer Anda harus menampilkan',
  computerWarning: 'Tidak tampil? Mungkin orang lain yang mengirim Anda ke sini. Tutup halaman ini.',
  codesMatch: 'Kodenya sama',
  goBack: 'Kembali ke komputer Anda. Komputer akan lanjut sendiri.',
};
