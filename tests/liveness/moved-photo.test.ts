import { loadFaceStills, type FaceStill } from '@face-session/attacks';
import { createNodeEngine } from '@face-session/face/node';
import { burstPlan } from '@face-session/liveness';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHarness, type Harness, type TestClient } from '../kit/service.js';
import { idPhotoOf } from '../kit/people.js';

/* The ID photo itself, moved as a whole and sent as a burst, against the service's port under the default policy. */

let harness: Harness;
let client: TestClient;
let stills: readonly FaceStill[];

beforeAll(async () => {
  harness = await startHarness();
  client = await harness.addClient();
  stills = await loadFaceStills(await createNodeEngine(), ['sample3.jpg', 'sample5.jpg']);
}, 180_000);

afterAll(() => harness.close());

const VIEW = { width: 640, height: 480 };
/** Left top corner of the view in a photo of 1092 x 924 whose eyes are in the middle, so that the face stands where the capture wants it. */
const CORNER = { left: 226, top: 250 };

/** How the photo looks in each frame of a burst. */
const motions: Record<string, (photo: Buffer, index: number) => Sharp> = {
  'cropped at 0, 3, 6, 9 and 12 pixels': (photo, index) =>
    sharp(photo).extract({ ...VIEW, left: CORNER.left + 3 * index, top: CORNER.top }),
  'zoomed by two per cent a frame': (photo, index) => {
    const scale = 1 - 0.02 * index;
    const [width, height] = [Math.round(VIEW.width * scale), Math.round(VIEW.height * scale)];
    return sharp(photo)
      .extract({ left: CORNER.left + ((VIEW.width - width) >> 1), top: CORNER.top + ((VIEW.height - height) >> 1), width, height })
      .resize(VIEW);
  },
};

describe('An ID photo sent as a burst', () => {
  for (const [name, draw] of Object.entries(motions)) {
    it(`never passes without a challenge when it is ${name}`, async () => {
      for (const still of stills) {
        const photo = await idPhotoOf(still);
        const frames = [];
        for (let index = 0; index < burstPlan.count; index++) {
          // Two steps: sharp would resize before it extracts.
          const jpeg = await sharp(await draw(photo, index).png().toBuffer())
            .jpeg({ quality: 95 })
            .toBuffer();
          frames.push({ capturedAtMs: 100 + index * burstPlan.intervalMs, jpeg });
        }
        const { outcome } = await client.attempt(await client.createSession(photo), frames);
        expect([still.name, outcome]).not.toEqual([still.name, 'passed']);
      }
    }, 120_000);
  }
});
