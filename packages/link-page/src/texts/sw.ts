import type { PageTexts } from './en.js';

/* Machine-made: no native speaker has read these texts. */
export const sw: PageTexts = {
  asks: '{name} inakuomba uthibitishe utambulisho wako.',
  receives: '{name} hupokea matokeo na picha ya uso wako.',
  receivesResult: '{name} hupokea matokeo.',
  consent: 'Ninakubali uso wangu ulinganishwe na picha ya kitambulisho changu.',
  back: 'Rudi kwa {name}',
  closePage: 'Unaweza kufunga ukurasa huu.',
  invalidTitle: 'Kiungo hiki si sahihi',
  invalidText: 'Hakikisha kimekamilika, au omba kipya.',
  expiredTitle: 'Muda wa kiungo hiki umeisha',
  newLink: 'Tafadhali omba kipya.',
  usedTitle: 'Kiungo hiki kinatumika kwenye kifaa kingine',
  usedText: 'Endelea hapo, au omba kiungo kipya.',
  useOther: 'Tumia kifaa kingine',
  computerCode: 'Kompyuta yako inapaswa kuonyesha',
  computerWarning: 'Haionyeshi? Huenda mtu mwingine amekutuma hapa. Funga ukurasa huu.',
  codesMatch: 'Misimbo inalingana',
  goBack: 'Rudi kwenye kompyuta yako. Itaendelea yenyewe.',
};
