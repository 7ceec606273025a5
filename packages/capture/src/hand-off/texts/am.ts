import type { HandOffTexts } from './en.js';

export const am: HandOffTexts = {
  useThis: 'ይህን መሣሪያ ይጠቀሙ',
  phoneTitle: 'ስልክዎን ይጠቀሙ',
  phoneText: 'ካሜራውን ወደ ኮዱ ያዙሩ፣ ወይም አገናኙን በስልኩ ይክፈቱ።',
  phoneCode: 'ስልክዎ ይህን ማሳየቱን ያረጋግጡ',
  phoneWaiting: 'ስልክዎን በመጠበቅ ላይ',
  phoneContinue: 'በስልክዎ ይቀጥሉ',
  phoneReady: 'ስልክዎ ዝግጁ ነው።',
  phoneRuns: 'ማረጋገጫው በስልክዎ ላይ እየተካሄደ ነው።',
  phoneRetry: 'ገና አልተሳካም። በስልክዎ እንደገና ይሞክሩ።',
  codeExpired: 'የዚህ ኮድ ጊዜ አልፏል',
  newCode: 'አዲስ ኮድ አሳይ',
};
