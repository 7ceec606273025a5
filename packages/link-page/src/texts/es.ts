import type { PageTexts } from './en.js';

/* Machine-made: no native speaker has read these texts. */
export const es: PageTexts = {
  asks: '{name} le pide que confirme su identidad.',
  receives: '{name} recibe el resultado y una imagen de su rostro.',
  receivesResult: '{name} recibe el resultado.',
  consent: 'Acepto que mi rostro se compare con la foto de mi documento.',
  back: 'Volver a {name}',
  closePage: 'Puede cerrar esta página.',
  invalidTitle: 'Este enlace no es válido',
  invalidText: 'Compruebe que está completo o pida uno nuevo.',
  expiredTitle: 'Este enlace ha caducado',
  newLink: 'Pida uno nuevo.',
  usedTitle: 'Este enlace se está usando en otro dispositivo',
  usedText: 'Continúe allí o pida un enlace nuevo.',
  useOther: 'Usar otro dispositivo',
  computerCode: 'Su ordenador debe mostrar',
  computerWarning: '¿No es así? Puede que otra persona le haya enviado aquí. Cierre esta página.',
  codesMatch: 'Los códigos coinciden',
  goBack: 'Vuelva a su ordenador. Continúa solo.',
};
