import { createFaceEngine } from '@face-session/face';
import { createNodeRunner, decodePicture, pixelDigest } from '@face-session/face/node';
import { loadParts } from './engine-load.js';

/* An engine in a process of its own that measures one picture over and over; it answers each message after the first, which is the picture, with how often it did. */

const engine = createFaceEngine(await createNodeRunner());
let done = 0;

process.once('message', (picture: Uint8Array) => {
  process.on('message', () => process.send?.(done));
  const measure = async (): Promise<never> => {
    for (;;) {
      const pixels = await decodePicture(picture);
      await engine.analyse(pixels, loadParts);
      // As the pool does of every picture.
      pixelDigest(pixels);
      done++;
      // Between two pictures the messages are read.
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  measure().catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
