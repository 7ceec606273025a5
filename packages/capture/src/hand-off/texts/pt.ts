import type { HandOffTexts } from './en.js';

export const pt: HandOffTexts = {
  useThis: 'Usar este dispositivo',
  phoneTitle: 'Use seu celular',
  phoneText: 'Aponte a câmera dele para o código ou abra o link nele.',
  phoneCode: 'Verifique se o seu celular mostra',
  phoneWaiting: 'Aguardando o seu celular',
  phoneContinue: 'Continue no seu celular',
  phoneReady: 'Seu celular está pronto.',
  phoneRuns: 'A verificação está em andamento no seu celular.',
  phoneRetry: 'Ainda não deu certo. Tente de novo no seu celular.',
  codeExpired: 'Este código expirou',
  newCode: 'Mostrar um novo código',
};
