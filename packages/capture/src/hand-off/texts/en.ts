export const en = {
  useThis: 'Use this device',
  phoneTitle: 'Use your phone',
  phoneText: 'Point its camera at the code, or open the link on it.',
  phoneCode: 'Check that your phone shows',
  phoneWaiting: 'Waiting for your phone',
  phoneContinue: 'Continue on your phone',
  phoneReady: 'Your phone is ready.',
  phoneRuns: 'The check runs on your phone.',
  phoneRetry: 'That did not work yet. Try again on your phone.',
  codeExpired: 'This code has expired',
  newCode: 'Show a new code',
};

/** The words of a hand-off on the device that makes it: of the capture, and of the hosted page. */
export type HandOffTexts = Readonly<typeof en>;
