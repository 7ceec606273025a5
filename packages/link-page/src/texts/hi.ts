import type { PageTexts } from './en.js';

/* Machine-made: no native speaker has read these texts. */
export const hi: PageTexts = {
  asks: '{name} आपसे अपनी पहचान की पुष्टि करने के लिए कहता है।',
  receives: '{name} को नतीजा और आपके चेहरे की एक तस्वीर मिलती है।',
  receivesResult: '{name} को नतीजा मिलता है।',
  consent: 'मैं सहमत हूँ कि मेरे चेहरे का मिलान मेरे पहचान-पत्र की फ़ोटो से किया जाए।',
  back: '{name} पर वापस जाएँ',
  closePage: 'आप यह पेज बंद कर सकते हैं।',
  invalidTitle: 'यह लिंक मान्य नहीं है',
  invalidText: 'देखें कि लिंक पूरा है, या नया लिंक माँगें।',
  expiredTitle: 'इस लिंक की समय-सीमा समाप्त हो गई है',
  newLink: 'कृपया नया लिंक माँगें।',
  usedTitle: 'यह लिंक किसी दूसरे डिवाइस पर इस्तेमाल हो रहा है',
  usedText: 'वहीं जारी रखें, या नया लिंक माँगें।',
  useOther: 'दूसरा डिवाइस इस्तेमाल करें',
  computerCode: 'आपके कंप्यूटर पर यह दिखना चाहिए',
  computerWarning: 'नहीं दिख रहा? हो सकता है किसी और ने आपको यहाँ भेजा हो। यह पेज बंद कर दें।',
  codesMatch: 'दोनों कोड एक जैसे हैं',
  goBack: 'अपने कंप्यूटर पर लौटें। वह अपने आप आगे बढ़ेगा।',
};
