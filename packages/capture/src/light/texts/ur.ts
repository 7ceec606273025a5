import type { LightTexts } from './en.js';

export const ur: LightTexts = {
  title: 'اسکرین آپ کے چہرے پر روشنی ڈالے گی',
  text: 'تقریباً پانچ سیکنڈ تک ہلکے رنگ دکھائی دیں گے۔ وہ چمکتے نہیں۔ ساکن رہیں اور اسکرین کو دیکھیں۔',
  start: 'رنگ دکھائیں',
  decline: 'میرے لیے روشنی نہیں',
  look: 'ساکن رہیں',
};
