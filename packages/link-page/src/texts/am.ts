import type { PageTexts } from './en.js';

/* Machine-made: no native speaker has read these texts. */
export const am: PageTexts = {
  asks: '{name} ማንነትዎን እንዲያረጋግጡ ይጠይቅዎታል።',
  receives: '{name} ውጤቱንና የፊትዎን ምስል ይቀበላል።',
  receivesResult: '{name} ውጤቱን ይቀበላል።',
  consent: 'ፊቴ በመታወቂያዬ ላይ ካለው ፎቶ ጋር እንዲነጻጸር እስማማለሁ።',
  back: 'ወደ {name} ይመለሱ',
  closePage: 'ይህን ገጽ መዝጋት ይችላሉ።',
  invalidTitle: 'ይህ አገናኝ ትክክል አይደለም',
  invalidText: 'ሙሉ መሆኑን ያረጋግጡ ወይም አዲስ ይጠይቁ።',
  expiredTitle: 'የዚህ አገናኝ ጊዜ አልፏል',
  newLink: 'እባክዎ አዲስ ይጠይቁ።',
  usedTitle: 'ይህ አገናኝ በሌላ መሣሪያ ላይ እየዋለ ነው',
  usedText: 'እዚያ ይቀጥሉ ወይም አዲስ አገናኝ ይጠይቁ።',
  useOther: 'ሌላ መሣሪያ ይጠቀሙ',
  computerCode: 'ኮምፒውተርዎ ይህን ማሳየት አለበት',
  computerWarning: 'አያሳይም? ሌላ ሰው ወደዚህ ልኮዎት ሊሆን ይችላል። ይህን ገጽ ይዝጉ።',
  codesMatch: 'ኮዶቹ አንድ ናቸው',
  goBack: 'ወደ ኮምፒውተርዎ ይመለሱ። በራሱ ይቀጥላል።',
};
