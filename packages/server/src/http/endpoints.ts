import type { Endpoint } from './endpoint.js';
import { addEvents } from './endpoints/add-events.js';
import { createEnrollment } from './endpoints/create-enrollment.js';
import { createLink } from './endpoints/create-link.js';
import { createRecovery } from './endpoints/create-recovery.js';
import { createSession } from './endpoints/create-session.js';
import { createToken } from './endpoints/create-token.js';
import { declineGesture } from './endpoints/decline-gesture.js';
import { deleteEnrollment } from './endpoints/delete-enrollment.js';
import { deleteLink } from './endpoints/delete-link.js';
import { deleteSession } from './endpoints/delete-session.js';
import { endSession } from './endpoints/end-session.js';
import { getImage, getTestImage } from './endpoints/get-image.js';
import { getLink } from './endpoints/get-link.js';
import { getResult, getResultByHeader } from './endpoints/get-result.js';
import { createHandOff, followHandOff, getHandOff, openHandOff } from './endpoints/hand-off.js';
import { listEvents } from './endpoints/list-events.js';
import { listSigningKeys, listTestSigningKeys } from './endpoints/list-signing-keys.js';
import { matchPhotos } from './endpoints/match-photos.js';
import { openAttempt } from './endpoints/open-attempt.js';
import { openLink } from './endpoints/open-link.js';
import { getHandOffResult, handOverSession, revokeHandOff } from './endpoints/session-hand-off.js';
import { startHandOff, startLink } from './endpoints/start-link.js';
import { sendFrameAhead } from './endpoints/send-frame-ahead.js';
import { submitBurst } from './endpoints/submit-burst.js';
import { declineLight } from './endpoints/decline-light.js';
import { submitGestures } from './endpoints/submit-gestures.js';
import { submitLight } from './endpoints/submit-light.js';
import { getV2Result, submitV2Match } from './endpoints/v2-match.js';

/** The HTTP interface: every endpoint by its operation id, in the order in which the documents list them. */
export const endpoints: Readonly<Record<string, Endpoint>> = {
  createToken,
  listSigningKeys,
  listTestSigningKeys,
  createSession,
  matchPhotos,
  openAttempt,
  sendFrameAhead,
  submitBurst,
  submitLight,
  declineLight,
  submitGestures,
  declineGesture,
  endSession,
  handOverSession,
  getHandOffResult,
  revokeHandOff,
  getResult,
  getResultByHeader,
  getImage,
  getTestImage,
  deleteSession,
  addEvents,
  listEvents,
  submitV2Match,
  getV2Result,
  createEnrollment,
  deleteEnrollment,
  createRecovery,
  createLink,
  getLink,
  deleteLink,
  openLink,
  startLink,
  createHandOff,
  getHandOff,
  followHandOff,
  openHandOff,
  startHandOff,
};
