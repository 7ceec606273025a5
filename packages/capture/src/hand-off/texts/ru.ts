import type { HandOffTexts } from './en.js';

export const ru: HandOffTexts = {
  useThis: 'Использовать это устройство',
  phoneTitle: 'Используйте телефон',
  phoneText: 'Наведите камеру телефона на код или откройте на нём ссылку.',
  phoneCode: 'Проверьте, что на телефоне показано',
  phoneWaiting: 'Ожидание телефона',
  phoneContinue: 'Продолжите на телефоне',
  phoneReady: 'Телефон готов.',
  phoneRuns: 'Проверка идёт на телефоне.',
  phoneRetry: 'Пока не получилось. Попробуйте на телефоне ещё раз.',
  codeExpired: 'Срок действия кода истёк',
  newCode: 'Показать новый код',
};
