import type { HandOffTexts } from './en.js';

export const zh: HandOffTexts = {
  useThis: '使用此设备',
  phoneTitle: '使用手机',
  phoneText: '用手机相机对准二维码，或在手机上打开链接。',
  phoneCode: '请确认手机上显示',
  phoneWaiting: '正在等待您的手机',
  phoneContinue: '请在手机上继续',
  phoneReady: '您的手机已准备好。',
  phoneRuns: '正在手机上进行核验。',
  phoneRetry: '尚未成功。请在手机上重试。',
  codeExpired: '此二维码已过期',
  newCode: '显示新的二维码',
};
