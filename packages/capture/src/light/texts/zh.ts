import type { LightTexts } from './en.js';

export const zh: LightTexts = {
  title: '屏幕将照亮您的脸',
  text: '屏幕会显示柔和的颜色约五秒钟，不会闪烁。请保持不动并看着屏幕。',
  start: '显示颜色',
  decline: '不要使用光',
  look: '请保持不动',
};
