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
};
