import type { PageTexts } from './en.js';

/* Machine-made: no native speaker has read these texts. */
export const ru: PageTexts = {
  asks: '{name} просит вас подтвердить личность.',
  receives: '{name} получит результат и снимок вашего лица.',
  receivesResult: '{name} получит результат.',
  consent: 'Я согласен (согласна) на сравнение моего лица с фотографией в документе.',
  back: 'Вернуться в {name}',
  closePage: 'Эту страницу можно закрыть.',
  invalidTitle: 'Ссылка недействительна',
  invalidText: 'Проверьте, что она полная, или запросите новую.',
  expiredTitle: 'Срок действия ссылки истёк',
  newLink: 'Запросите новую.',
  usedTitle: 'Ссылка используется на другом устройстве',
  usedText: 'Продолжите на нём или запросите новую ссылку.',
};
