import type { DetectedFace } from './detect.js';

/** A second face of less than this part of the first one's width is a bystander or a picture on the wall. */
const BYSTANDER_WIDTH = 0.5;

/** Whether a live picture shows one person, whoever else may be small in its background. The guide tells by it, and the service decides by it. */
export function showsOnePerson([first, second]: readonly DetectedFace[]): boolean {
  return first !== undefined && (second === undefined || second.box.width < BYSTANDER_WIDTH * first.box.width);
}
