/** Texts of the page beside those of the capture. `{name}` stands for who asks. */
export const en = {
  asks: '{name} asks you to confirm who you are.',
  receives: '{name} receives the result and a picture of your face.',
  receivesResult: '{name} receives the result.',
  consent: 'I agree that my face is compared with the photo on my ID.',
  back: 'Back to {name}',
  closePage: 'You can close this page.',
  invalidTitle: 'This link is not valid',
  invalidText: 'Check that it is complete, or ask for a new one.',
  expiredTitle: 'This link has expired',
  newLink: 'Please ask for a new one.',
  usedTitle: 'This link is in use on another device',
  usedText: 'Continue there, or ask for a new link.',
  useOther: 'Use another device',
  computerCode: 'Your computer must show',
  computerWarning: 'Does it not? Somebody else may have sent you here. Close this page.',
  codesMatch: 'The codes match',
  goBack: 'Go back to your computer. It continues by itself.',
};

export type PageTexts = Readonly<typeof en>;
