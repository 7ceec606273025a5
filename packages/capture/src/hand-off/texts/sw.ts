import type { HandOffTexts } from './en.js';

export const sw: HandOffTexts = {
  useThis: 'Tumia kifaa hiki',
  phoneTitle: 'Tumia simu yako',
  phoneText: 'Elekeza kamera yake kwenye msimbo, au fungua kiungo kwenye simu.',
  phoneCode: 'Hakikisha simu yako inaonyesha',
  phoneWaiting: 'Inasubiri simu yako',
  phoneContinue: 'Endelea kwenye simu yako',
  phoneReady: 'Simu yako iko tayari.',
  phoneRuns: 'Ukaguzi unaendelea kwenye simu yako.',
  phoneRetry: 'Bado haijafaulu. Jaribu tena kwenye simu yako.',
  codeExpired: 'Muda wa msimbo huu umeisha',
  newCode: 'Onyesha msimbo mpya',
};
