import type { HandOffTexts } from './en.js';

export const hi: HandOffTexts = {
  useThis: 'यही डिवाइस इस्तेमाल करें',
  phoneTitle: 'अपना फ़ोन इस्तेमाल करें',
  phoneText: 'उसका कैमरा कोड की ओर करें, या उस पर लिंक खोलें।',
  phoneCode: 'देखें कि आपका फ़ोन यह दिखाता है',
  phoneWaiting: 'आपके फ़ोन का इंतज़ार है',
  phoneContinue: 'अपने फ़ोन पर जारी रखें',
  phoneReady: 'आपका फ़ोन तैयार है।',
  phoneRuns: 'जाँच आपके फ़ोन पर चल रही है।',
  phoneRetry: 'अभी बात नहीं बनी। अपने फ़ोन पर फिर कोशिश करें।',
  codeExpired: 'यह कोड अब मान्य नहीं है',
  newCode: 'नया कोड दिखाएँ',
};
