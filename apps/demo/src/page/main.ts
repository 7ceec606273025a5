import { BackendError, forgetSession, onCall, startSession, verifyIncompleteResult, verifyResult, type DemoSession } from './backend.js';
import { byId } from './by-id.js';
import { failureText } from './failures.js';
import { journal, journalCall, journalResult, journalTrace, resetJournal } from './journal.js';
import { preparePhoto } from './photo.js';
import { takePhoto } from './photo-camera.js';
import { failureOf, runFaceSession, type SessionFailure, type SessionToRun } from './run-face-session.js';
import { showFailure, showForgotten, showMatch, showPhoto, showResultFault, showWait } from './screens.js';

let photo: Blob | undefined;
let photoURL = '';

function usePhoto(blob: Blob): void {
  photo = blob;
  URL.revokeObjectURL(photoURL);
  photoURL = URL.createObjectURL(blob);
  const preview = byId('photo-preview', HTMLImageElement);
  preview.src = photoURL;
  preview.hidden = false;
  byId('photo-outline', SVGSVGElement).toggleAttribute('hidden', true);
  byId('start', HTMLButtonElement).disabled = false;
  showPhoto();
}

async function choosePhoto(file: Blob | undefined): Promise<void> {
  if (!file) return;
  try {
    usePhoto(await preparePhoto(file));
    byId('start', HTMLButtonElement).focus();
  } catch {
    showPhoto(failureText('PHOTO_INVALID').text);
  }
}

async function takeIdPhoto(): Promise<void> {
  try {
    await choosePhoto(await takePhoto());
  } catch (error) {
    const denied = error instanceof DOMException && error.name === 'NotAllowedError';
    showPhoto(failureText(`SESSION_INVALIDATED_CAMERA_${denied ? 'PERMISSION_NOT_GRANTED' : 'NOT_AVAILABLE'}`).text);
  }
}

async function check(): Promise<void> {
  if (!photo) return;
  resetJournal();
  const session = await openSession(photo);
  if (!session) return;
  showWait('face', 'Look into the camera', 'The face session is running.');
  journal('face', 'running');
  try {
    const result = await runFaceSession({ ...session, ...wishes() });
    journal('face', 'done');
    journalResult(result);
    await showVerified(result);
  } catch (error) {
    journal('face', 'failed');
    await showEnd(failureOf(error));
  }
}

async function openSession(idPhoto: Blob): Promise<DemoSession | undefined> {
  showWait('photo', 'Reading your ID photo', 'This takes a second.');
  journal('session', 'running');
  try {
    const session = await startSession(idPhoto);
    journal('session', 'done');
    return session;
  } catch (error) {
    journal('session', 'failed');
    const code = codeOf(error);
    const { text, photo: another } = failureText(code);
    if (another) showPhoto(text);
    else showFailure(code, undefined, photoURL);
    return undefined;
  }
}

async function showVerified(result: string): Promise<void> {
  showWait('result', 'Checking the result', 'The backend verifies the signature.');
  journal('result', 'running');
  try {
    const verified = await verifyResult(result);
    journal('result', 'done');
    showMatch(verified, photoURL);
  } catch (error) {
    journal('result', 'failed');
    showFailure(codeOf(error), undefined, photoURL);
  }
}

async function showEnd({ code, data }: SessionFailure): Promise<void> {
  if (data === undefined) {
    showFailure(code, undefined, photoURL);
    return;
  }
  journalResult(data);
  journal('result', 'running');
  try {
    const verified = await verifyIncompleteResult(data);
    journal('result', 'done');
    showFailure(code, verified, photoURL);
  } catch {
    journal('result', 'failed');
    showFailure(code, undefined, photoURL);
  }
}

async function forget(): Promise<void> {
  try {
    await forgetSession();
    showForgotten();
  } catch (error) {
    showResultFault(failureText(codeOf(error)).text);
  }
}

function wishes(): Omit<SessionToRun, keyof DemoSession> {
  const level = byId('option-level', HTMLSelectElement).value;
  const background = byId('option-background', HTMLSelectElement).value;
  return {
    ...(level === '' ? {} : { minimumMatchLevel: Number(level) }),
    ...(background === '' ? {} : { selfieBackground: background }),
    activeLiveness: byId('option-gesture', HTMLInputElement).checked,
    locale: byId('option-language', HTMLSelectElement).value,
  };
}

function codeOf(error: unknown): string {
  return error instanceof BackendError ? error.code : 'UNEXPECTED_ERROR';
}

/** Tags of the languages that the capture comes with; the build puts them in. */
declare const LANGUAGES: readonly string[];

/** The languages of the screen by their own names; the browser's first. */
function listLanguages(): void {
  const wanted = navigator.languages.map((tag) => tag.split('-')[0]).find((tag) => LANGUAGES.includes(tag ?? ''));
  const options = LANGUAGES.map((tag) => {
    const name = new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
    return new Option(name, tag, false, tag === (wanted ?? 'en'));
  });
  byId('option-language', HTMLSelectElement).replaceChildren(...options);
}

function listen(): void {
  const file = byId('photo-file', HTMLInputElement);
  file.addEventListener('change', () => {
    void choosePhoto(file.files?.[0]);
    file.value = '';
  });
  const drop = byId('photo-drop', HTMLDivElement);
  drop.addEventListener('dragover', (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
  drop.addEventListener('dragleave', () => {
    drop.classList.remove('over');
  });
  drop.addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    void choosePhoto(event.dataTransfer?.files[0]);
  });
  byId('photo-take', HTMLButtonElement).addEventListener('click', () => void takeIdPhoto());
  byId('start', HTMLButtonElement).addEventListener('click', () => void check());
  byId('again', HTMLButtonElement).addEventListener('click', () => {
    resetJournal();
    showPhoto();
  });
  onCall(journalCall);
  byId('forget', HTMLButtonElement).addEventListener('click', () => void forget());
  window.addEventListener('TraceEvent', ({ category, event: name, statusCode }) => {
    if (category === 'FACE_SESSION') journalTrace(statusCode === undefined ? name : `${name} ${statusCode}`);
  });
}

resetJournal();
listLanguages();
listen();
