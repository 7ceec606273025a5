import type { FaceEngine } from '@face-session/face';
import { loadFaceStills, type FaceStill } from './face-still.js';
import { neutralPose } from './head-pose.js';
import { virtualHead } from './virtual-head.js';

/** Largest turn and nod at which the capture still shoots, less the sway of a person: degrees. */
const MAX_YAW = 10;
const MAX_PITCH = 19;

/** The stills that, put on a head, show one person who looks at the camera, as the capture's guidance demands before it shoots. */
export async function loadSubjects(engine: FaceEngine, files?: readonly string[]): Promise<FaceStill[]> {
  const subjects: FaceStill[] = [];
  for (const still of await loadFaceStills(engine, files)) {
    const view = virtualHead(still)(neutralPose);
    const [face, ...others] = await engine.detect(view);
    if (face === undefined || others.length > 0) continue;
    const pose = await engine.pose(view, face.box);
    if (Math.abs(pose.yaw) <= MAX_YAW && Math.abs(pose.pitch) <= MAX_PITCH) subjects.push(still);
  }
  return subjects;
}
