import type { LightTexts } from './en.js';

export const hi: LightTexts = {
  title: 'स्क्रीन आपके चेहरे पर रोशनी डालेगी',
  text: 'लगभग पाँच सेकंड तक हल्के रंग दिखेंगे। वे चमकते नहीं हैं। स्थिर रहें और स्क्रीन को देखें।',
  start: 'रंग दिखाएँ',
  decline: 'मेरे लिए रोशनी नहीं',
  look: 'स्थिर रहें',
};
