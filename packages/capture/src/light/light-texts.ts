/* The words of a challenge of light. All but the English ones are machine-made: no native speaker has read them. */

const en = {
  title: 'Your screen will light your face',
  text: 'For about five seconds it shows soft colours. They do not flash. Hold still and look at the screen.',
  start: 'Show the colours',
  decline: 'No light for me',
  look: 'Hold still',
};

export type LightTexts = Readonly<typeof en>;

const catalogues: Readonly<Record<string, LightTexts>> = {
  en,
  ar: {
    title: 'ستضيء الشاشة وجهك',
    text: 'لمدة خمس ثوانٍ تقريبًا تعرض الشاشة ألوانًا هادئة لا تومض. ابقَ ثابتًا وانظر إلى الشاشة.',
    start: 'عرض الألوان',
    decline: 'لا أريد الضوء',
    look: 'ابقَ ثابتًا',
  },
  fr: {
    title: 'Votre écran va éclairer votre visage',
    text: 'Il affiche des couleurs douces pendant environ cinq secondes. Elles ne clignotent pas. Ne bougez pas et regardez l’écran.',
    start: 'Afficher les couleurs',
    decline: 'Pas de lumière pour moi',
    look: 'Ne bougez pas',
  },
  es: {
    title: 'La pantalla iluminará su rostro',
    text: 'Durante unos cinco segundos muestra colores suaves. No parpadean. Quédese quieto y mire la pantalla.',
    start: 'Mostrar los colores',
    decline: 'Sin luz para mí',
    look: 'Quédese quieto',
  },
  pt: {
    title: 'O ecrã vai iluminar o seu rosto',
    text: 'Durante cerca de cinco segundos mostra cores suaves. Não piscam. Fique imóvel e olhe para o ecrã.',
    start: 'Mostrar as cores',
    decline: 'Sem luz para mim',
    look: 'Fique imóvel',
  },
  de: {
    title: 'Ihr Bildschirm beleuchtet Ihr Gesicht',
    text: 'Er zeigt etwa fünf Sekunden lang sanfte Farben. Sie blitzen nicht. Halten Sie still und sehen Sie auf den Bildschirm.',
    start: 'Farben zeigen',
    decline: 'Kein Licht für mich',
    look: 'Halten Sie still',
  },
  it: {
    title: 'Lo schermo illuminerà il tuo viso',
    text: 'Per circa cinque secondi mostra colori tenui. Non lampeggiano. Resta fermo e guarda lo schermo.',
    start: 'Mostra i colori',
    decline: 'Niente luce per me',
    look: 'Resta fermo',
  },
  tr: {
    title: 'Ekranınız yüzünüzü aydınlatacak',
    text: 'Yaklaşık beş saniye boyunca yumuşak renkler gösterir. Yanıp sönmezler. Sabit durun ve ekrana bakın.',
    start: 'Renkleri göster',
    decline: 'Işık istemiyorum',
    look: 'Sabit durun',
  },
  ur: {
    title: 'اسکرین آپ کے چہرے پر روشنی ڈالے گی',
    text: 'تقریباً پانچ سیکنڈ تک ہلکے رنگ دکھائی دیں گے۔ وہ چمکتے نہیں۔ ساکن رہیں اور اسکرین کو دیکھیں۔',
    start: 'رنگ دکھائیں',
    decline: 'میرے لیے روشنی نہیں',
    look: 'ساکن رہیں',
  },
  fa: {
    title: 'صفحه صورت شما را روشن می‌کند',
    text: 'حدود پنج ثانیه رنگ‌های ملایم نشان می‌دهد. چشمک نمی‌زنند. بی‌حرکت بمانید و به صفحه نگاه کنید.',
    start: 'نمایش رنگ‌ها',
    decline: 'نور نمی‌خواهم',
    look: 'بی‌حرکت بمانید',
  },
  hi: {
    title: 'स्क्रीन आपके चेहरे पर रोशनी डालेगी',
    text: 'लगभग पाँच सेकंड तक हल्के रंग दिखेंगे। वे चमकते नहीं हैं। स्थिर रहें और स्क्रीन को देखें।',
    start: 'रंग दिखाएँ',
    decline: 'मेरे लिए रोशनी नहीं',
    look: 'स्थिर रहें',
  },
  id: {
    title: 'Layar akan menerangi wajah Anda',
    text: 'Selama sekitar lima detik layar menampilkan warna lembut. Warnanya tidak berkedip. Diam dan lihat layar.',
    start: 'Tampilkan warna',
    decline: 'Tanpa cahaya untuk saya',
    look: 'Tetap diam',
  },
  sw: {
    title: 'Skrini itaangaza uso wako',
    text: 'Kwa takriban sekunde tano inaonyesha rangi laini. Haziwaki na kuzima. Tulia na utazame skrini.',
    start: 'Onyesha rangi',
    decline: 'Sitaki mwanga',
    look: 'Tulia',
  },
  am: {
    title: 'ማያ ገጹ ፊትዎን ያበራል',
    text: 'ለአምስት ሰከንድ ያህል ለስላሳ ቀለሞችን ያሳያል። ብልጭ ድርግም አይሉም። ሳይንቀሳቀሱ ማያ ገጹን ይመልከቱ።',
    start: 'ቀለሞቹን አሳይ',
    decline: 'ብርሃን አልፈልግም',
    look: 'አይንቀሳቀሱ',
  },
  ru: {
    title: 'Экран осветит ваше лицо',
    text: 'Около пяти секунд он показывает мягкие цвета. Они не мигают. Не двигайтесь и смотрите на экран.',
    start: 'Показать цвета',
    decline: 'Без света',
    look: 'Не двигайтесь',
  },
  zh: {
    title: '屏幕将照亮您的脸',
    text: '屏幕会显示柔和的颜色约五秒钟，不会闪烁。请保持不动并看着屏幕。',
    start: '显示颜色',
    decline: '不要使用光',
    look: '请保持不动',
  },
};

/** The words for a BCP 47 tag; English where there are none. */
export function lightTextsOf(tag: string): LightTexts {
  return catalogues[tag.split('-')[0]?.toLowerCase() ?? ''] ?? en;
}

/** The languages that have words of their own. */
export const lightLanguages: readonly string[] = Object.keys(catalogues);
