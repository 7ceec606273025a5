import { sceneFramesOf } from '@face-session/face';
import { createFacePool } from '@face-session/face/node';
import { defaultLivenessCalibration, enoughMotion, firstBurstParts, spoofParts, spoofScoresLeft } from '@face-session/liveness';
import { wait } from './attempt-client.js';
import type { LiveSubject } from './live-subject.js';

/** The engine of the service without the service, doing for each attempt what the service has it do. */
export interface EngineAlone {
  /** Attempts a second with all workers busy, and the CPU time of each. */
  rate(seconds: number): Promise<{ readonly perSecond: number; readonly cpuMsPerAttempt: number }>;
  close(): Promise<void>;
}

/** Time before a count begins, in seconds: the first pictures after a pause are slower. */
const WARM_UP_SECONDS = 1;

/** Starts a pool as the service does by default: one worker per core. */
export async function startEngineAlone(subject: LiveSubject): Promise<EngineAlone> {
  const pool = await createFacePool();
  const cpuMs = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000 + pool.cpuMs;
  };
  return {
    async rate(seconds) {
      let pictures = 0;
      let stop = false;
      const count = <Value>(value: Value): Value => {
        pictures++;
        return value;
      };
      const keepGoing = async (): Promise<void> => {
        while (!stop) {
          await pool.reference(subject.photo).then(count);
          const frames = await Promise.all(subject.burst.map(({ jpeg }, place) => pool.analyse(jpeg, firstBurstParts(place)).then(count)));
          const left = spoofScoresLeft(frames, defaultLivenessCalibration).flatMap((place) => subject.burst[place] ?? []);
          await Promise.all([
            pool.sceneMotion(sceneFramesOf(frames) ?? [], enoughMotion(defaultLivenessCalibration.burst)),
            ...left.map(({ jpeg }) => pool.analyse(jpeg, spoofParts())),
          ]);
          const [picture, analysis] = [subject.burst[0], frames[0]];
          if (picture && analysis) await pool.selfie(picture.jpeg, analysis, undefined);
        }
      };
      // Two attempts for each worker: none ever waits for a picture.
      const loops = Promise.all(Array.from({ length: 2 * pool.size }, keepGoing));
      await wait(WARM_UP_SECONDS * 1000);
      const before = { pictures, at: performance.now(), cpu: cpuMs() };
      await wait(seconds * 1000);
      const used = cpuMs() - before.cpu;
      // Pictures of an attempt, so that attempts half done at the edges count as half.
      const attempts = (pictures - before.pictures) / (1 + subject.burst.length);
      const elapsedMs = performance.now() - before.at;
      stop = true;
      await loops;
      return { perSecond: (1000 * attempts) / elapsedMs, cpuMsPerAttempt: used / attempts };
    },
    close: () => pool.close(),
  };
}
