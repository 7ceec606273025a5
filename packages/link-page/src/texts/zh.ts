import type { PageTexts } from './en.js';

/* Machine-made: no native speaker has read these texts. */
export const zh: PageTexts = {
  asks: '{name}请您确认身份。',
  receives: '{name}会收到结果和一张您的面部照片。',
  receivesResult: '{name}会收到结果。',
  consent: '我同意将我的面部与我的证件照进行比对。',
  back: '返回{name}',
  closePage: '您可以关闭此页面。',
  invalidTitle: '此链接无效',
  invalidText: '请检查链接是否完整，或索取新的链接。',
  expiredTitle: '此链接已过期',
  newLink: '请索取新的链接。',
  usedTitle: '此链接正在另一台设备上使用',
  usedText: '请在该设备上继续，或索取新的链接。',
  useOther: '使用其他设备',
  computerCode: '您的电脑上应显示',
  computerWarning: '没有显示？可能是他人将您引到这里。请关闭此页面。',
  codesMatch: '代码一致',
  goBack: '请回到您的电脑，电脑会自动继续。',
};
