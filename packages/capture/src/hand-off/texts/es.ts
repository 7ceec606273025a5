import type { HandOffTexts } from './en.js';

export const es: HandOffTexts = {
  useThis: 'Usar este dispositivo',
  phoneTitle: 'Use su teléfono',
  phoneText: 'Apunte su cámara al código o abra el enlace en él.',
  phoneCode: 'Compruebe que su teléfono muestra',
  phoneWaiting: 'Esperando a su teléfono',
  phoneContinue: 'Continúe en su teléfono',
  phoneReady: 'Su teléfono está listo.',
  phoneRuns: 'La comprobación se hace en su teléfono.',
  phoneRetry: 'Todavía no ha funcionado. Inténtelo de nuevo en su teléfono.',
  codeExpired: 'Este código ha caducado',
  newCode: 'Mostrar un código nuevo',
};
