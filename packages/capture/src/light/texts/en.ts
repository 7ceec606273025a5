export const en = {
  title: 'Your screen will light your face',
  text: 'For about five seconds it shows soft colours. They do not flash. Hold still and look at the screen.',
  start: 'Show the colours',
  decline: 'No light for me',
  look: 'Hold still',
};

/** The words of a challenge of light. */
export type LightTexts = Readonly<typeof en>;
