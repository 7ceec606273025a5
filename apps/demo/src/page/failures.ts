/** What a person reads when something did not work. */
export interface FailureText {
  readonly title: string;
  readonly text: string;
  /** The photo has to be another one. */
  readonly photo?: boolean;
}

const texts: Readonly<Record<string, FailureText>> = {
  PHOTO_INVALID: { title: 'Unreadable picture', text: 'This picture cannot be read. Please try another one.', photo: true },
  PHOTO_MISSING: { title: 'No picture', text: 'Please choose or take a photo first.', photo: true },
  UNSUPPORTED_MEDIA_TYPE: { title: 'Unknown kind of file', text: 'Please choose a JPEG or PNG picture.', photo: true },
  PAYLOAD_TOO_LARGE: { title: 'Large picture', text: 'This picture is too large. Please choose one below 5 MB.', photo: true },
  FACE_NOT_FOUND: { title: 'No face', text: 'No face was found on this photo. Please try a clearer one, taken from closer.', photo: true },
  MULTIPLE_FACES: {
    title: 'Several faces',
    text: 'There are several faces on this photo. Please choose one with yours only.',
    photo: true,
  },
  FACE_TOO_SMALL: { title: 'Small face', text: 'The face on this photo is too small. Please take it from closer.', photo: true },
  FACE_TOO_BLURRED: { title: 'Blurred face', text: 'The face on this photo is too blurred. Please take a sharper one.', photo: true },
  USER_CANCEL: { title: 'You left the check', text: 'Nothing was decided. You can start again whenever you like.' },
  SESSION_EXPIRED: { title: 'The time is over', text: 'A session lasts ten minutes and can be used once. Please start again.' },
  REQUEST_TIMEOUT: {
    title: 'The network is slow',
    text: 'The pictures could not be sent in time. Please start again with a better connection.',
  },
  SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS: {
    title: 'No match',
    text: 'Your face was not recognised as the one on the ID photo in any of the attempts.',
  },
  SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE: {
    title: 'No camera',
    text: 'No camera was found, or another program is using it. Please connect one or close the other program.',
  },
  SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED: {
    title: 'The camera is not allowed',
    text: 'Please allow the camera for this page in the settings of your browser, then start again.',
  },
  BACKEND_UNREACHABLE: { title: 'No connection', text: 'The server cannot be reached. Please check that it is running and try again.' },
  VISIT_UNKNOWN: { title: 'The visit is over', text: 'This demo remembers a visit for half an hour. Please start again.' },
  RATE_LIMITED: { title: 'Too many tries', text: 'Please wait a minute and try again.' },
  BUSY: { title: 'Much going on', text: 'The service is busy. Please try again in a moment.' },
};

/** Words for a code; codes of the verification share theirs. */
export function failureText(code: string): FailureText {
  if (code.startsWith('ERR_RESULT_') || code.startsWith('ERR_IMAGE_')) {
    return { title: 'The result was refused', text: 'The session gave a result, but the backend did not accept it.' };
  }
  return texts[code] ?? { title: 'Something went wrong', text: 'That was not your fault. Please start again.' };
}
