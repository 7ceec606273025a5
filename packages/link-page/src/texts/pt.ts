import type { PageTexts } from './en.js';

/* Machine-made: no native speaker has read these texts. */
export const pt: PageTexts = {
  asks: '{name} pede que você confirme sua identidade.',
  receives: '{name} recebe o resultado e uma imagem do seu rosto.',
  receivesResult: '{name} recebe o resultado.',
  consent: 'Concordo que meu rosto seja comparado com a foto do meu documento.',
  back: 'Voltar para {name}',
  closePage: 'Você pode fechar esta página.',
  invalidTitle: 'Este link não é válido',
  invalidText: 'Verifique se está completo ou peça um novo.',
  expiredTitle: 'Este link expirou',
  newLink: 'Peça um novo.',
  usedTitle: 'Este link está em uso em outro dispositivo',
  usedText: 'Continue nele ou peça um novo link.',
  useOther: 'Usar outro dispositivo',
  computerCode: 'Seu computador deve mostrar',
  computerWarning: 'Não mostra? Outra pessoa pode ter enviado você até aqui. Feche esta página.',
  codesMatch: 'Os códigos são iguais',
  goBack: 'Volte ao seu computador. Ele continua sozinho.',
};
