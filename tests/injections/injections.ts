import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { CameraItem } from '@face-session/liveness';
import { ONE_ATTEMPT_S, stillCamera, stretchedCamera } from './cameras.js';
import type { Camera } from '../kit/browser.js';
import { cameraBefore } from '../kit/camera.js';
import type { Person } from '../kit/people.js';

/** A way to put pictures in the place of a camera's, as people do it in Chromium, and what the service makes of it. */
interface Injection {
  /** What the browser takes for a camera. Chromium's fake device stands in for real ones: it is the only camera of the machines that run this. */
  readonly camera: (person: Person) => Promise<Camera>;
  /** Runs in the page before its own code. */
  readonly script?: () => void;
  /** The evidence that the service must find, and no other but {@link mayFind}. */
  readonly finds: readonly CameraItem[];
  /** Evidence that depends on the load of the machine. */
  readonly mayFind?: readonly CameraItem[];
  /** What becomes of the first attempt under `adaptive` where camera evidence may refuse. */
  readonly event: 'attempt.passed' | 'attempt.challenged' | 'attempt.failed' | 'attempt.refused';
}

const person = ({ still }: Person): Promise<Camera> => cameraBefore(still, ONE_ATTEMPT_S);

/** Every injection by its name. The next one needs an entry here, and a row in packages/attacks and docs/security.md. */
export const injections = {
  honest: { camera: person, finds: [], event: 'attempt.passed' },

  /** A library of calls, or an extension, that hands the camera's own stream on. */
  wrappedGetUserMedia: {
    camera: person,
    script: () => {
      const { mediaDevices } = navigator;
      const open = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (constraints) => open(constraints);
    },
    finds: ['cameraOpenerReplaced'],
    event: 'attempt.passed',
  },

  /** Pictures drawn on a canvas. */
  canvas: {
    camera: person,
    script: () => {
      const { mediaDevices } = navigator;
      const open = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async () => {
        const video = Object.assign(document.createElement('video'), { srcObject: await open({ video: true }), muted: true });
        await video.play();
        const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
        setInterval(() => canvas.getContext('2d')?.drawImage(video, 0, 0), 60);
        return canvas.captureStream();
      };
    },
    finds: ['cameraTrackClass', 'cameraUnlisted', 'cameraGroupless', 'cameraOpenerReplaced', 'cameraUntimed'],
    event: 'attempt.failed',
  },

  /** The same, with everything replaced by which a page could know it. */
  maskedCanvas: {
    camera: person,
    script: () => {
      const { mediaDevices } = navigator;
      const open = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async () => {
        const source = await open({ video: true });
        const [camera] = source.getVideoTracks() as [MediaStreamTrack];
        const video = Object.assign(document.createElement('video'), { srcObject: source, muted: true });
        await video.play();
        const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
        setInterval(() => canvas.getContext('2d')?.drawImage(video, 0, 0), 60);
        const stream = canvas.captureStream();
        const [track] = stream.getVideoTracks() as [MediaStreamTrack];
        Object.defineProperties(track, {
          [Symbol.toStringTag]: { value: 'MediaStreamTrack' },
          label: { get: () => camera.label },
          getSettings: { value: () => camera.getSettings() },
          getCapabilities: { value: () => camera.getCapabilities() },
        });
        return stream;
      };
    },
    finds: ['cameraReplaced', 'cameraOpenerReplaced', 'cameraUntimed'],
    event: 'attempt.challenged',
  },

  /** Pictures that a script hands to the browser one by one. */
  generator: {
    camera: person,
    script: () => {
      const { mediaDevices } = navigator;
      const open = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async () => {
        const [track] = (await open({ video: true })).getVideoTracks();
        const { MediaStreamTrackProcessor: Processor, MediaStreamTrackGenerator: Generator } = window as unknown as {
          MediaStreamTrackProcessor: new (init: object) => { readable: ReadableStream };
          MediaStreamTrackGenerator: new (init: object) => MediaStreamTrack & { writable: WritableStream };
        };
        const generator = new Generator({ kind: 'video' });
        void new Processor({ track }).readable.pipeTo(generator.writable);
        return new MediaStream([generator]);
      };
    },
    finds: ['cameraTrackClass', 'cameraUnlisted', 'cameraGroupless', 'cameraRangeless', 'cameraOpenerReplaced', 'cameraRateRefused'],
    mayFind: ['cameraRepeatedBlocks'],
    event: 'attempt.failed',
  },

  /** A recording of two seconds through a video codec, played over and over. */
  loopedClip: {
    camera: person,
    script: () => {
      const { mediaDevices } = navigator;
      const open = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async () => {
        const recorder = new MediaRecorder(await open({ video: true }));
        const parts: Blob[] = [];
        recorder.ondataavailable = ({ data }) => parts.push(data);
        const stopped = new Promise((resolve) => (recorder.onstop = resolve));
        recorder.start();
        setTimeout(() => {
          recorder.stop();
        }, 2_000);
        await stopped;
        const video = Object.assign(document.createElement('video'), {
          src: URL.createObjectURL(new Blob(parts)),
          loop: true,
          muted: true,
        });
        await video.play();
        return (video as HTMLVideoElement & { captureStream(): MediaStream }).captureStream();
      };
    },
    finds: ['cameraUnlisted', 'cameraGroupless', 'cameraOpenerReplaced', 'cameraDecoded', 'cameraUntimed'],
    mayFind: ['cameraRepeatedBlocks', 'cameraSteady'],
    event: 'attempt.failed',
  },

  /** The camera of another machine, over WebRTC. */
  remoteCamera: {
    camera: person,
    script: () => {
      const { mediaDevices } = navigator;
      const open = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async () => {
        const stream = await open({ video: true });
        const [there, here] = [new RTCPeerConnection(), new RTCPeerConnection()];
        there.onicecandidate = ({ candidate }) => void here.addIceCandidate(candidate ?? undefined);
        here.onicecandidate = ({ candidate }) => void there.addIceCandidate(candidate ?? undefined);
        const arrived = new Promise<MediaStream>((resolve) => {
          here.ontrack = ({ streams }) => {
            resolve(streams[0] as MediaStream);
          };
        });
        for (const track of stream.getVideoTracks()) there.addTrack(track, stream);
        await there.setLocalDescription();
        await here.setRemoteDescription(there.localDescription as RTCSessionDescription);
        await here.setLocalDescription();
        await there.setRemoteDescription(here.localDescription as RTCSessionDescription);
        return arrived;
      };
    },
    finds: ['cameraUnlisted', 'cameraGroupless', 'cameraRangeless', 'cameraOpenerReplaced', 'cameraDecoded', 'cameraRateRefused'],
    mayFind: ['cameraRepeatedBlocks', 'cameraSteady'],
    event: 'attempt.failed',
  },

  /** A virtual camera under its own name. */
  obsName: {
    camera: async (who) => {
      const camera = await person(who);
      if (camera.kind !== 'file') return camera;
      // Chromium names its fake device by the path of its file.
      const file = join(camera.folder, 'OBS Virtual Camera.y4m');
      await rename(camera.file, file);
      return { ...camera, file };
    },
    finds: [],
    event: 'attempt.refused',
  },

  /** A recording of 4:3 that a virtual camera with another name makes as wide as 16:9. The page's own JPEG adds detail along the longer side: nothing is found. */
  stretchedRecording: {
    camera: ({ still }) => stretchedCamera(still),
    finds: [],
    event: 'attempt.passed',
  },

  /** A still with noise of its own in each picture, by a virtual camera with another name: the movement is in doubt, the camera is not. */
  noisyStill: {
    camera: ({ still }) => stillCamera(still),
    finds: [],
    event: 'attempt.challenged',
  },
} as const satisfies Record<string, Injection>;

export type InjectionName = keyof typeof injections;
