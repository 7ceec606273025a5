import type { BackendCall } from './backend.js';
import { byId } from './by-id.js';

/** The steps of a check as a developer sees them: who calls whom. */
const steps = {
  session: { title: 'Your backend opens a session', text: '<token> and ID photo: <POST /api/v1/face>' },
  face: { title: 'Your app runs it', text: '<faceSession()>: camera, liveness, comparison' },
  result: { title: 'Your backend verifies the result', text: '<verifyFaceSessionResult()>: signature, session, nonce, replay' },
} as const;

export type JournalStep = keyof typeof steps;

type StepState = 'waiting' | 'running' | 'done' | 'failed';

let startedAt = 0;

/** Shows the steps as not yet done. */
export function resetJournal(): void {
  const items = (Object.keys(steps) as JournalStep[]).map((name) => {
    const item = document.createElement('li');
    item.id = `journal-${name}`;
    const title = document.createElement('b');
    title.textContent = steps[name].title;
    item.append(document.createElement('time'), title, ...richText(steps[name].text));
    return item;
  });
  byId('journal', HTMLOListElement).replaceChildren(...items);
  byId('calls', HTMLUListElement).replaceChildren();
  byId('result-section', HTMLElement).hidden = true;
}

/** Adds a call of the page to its backend. */
export function journalCall({ method, path, status, ms }: BackendCall): void {
  const item = document.createElement('li');
  const code = document.createElement('code');
  code.textContent = `${method} ${path} → ${status === undefined ? 'no answer' : String(status)}`;
  const time = document.createElement('time');
  time.textContent = `${(ms / 1000).toFixed(1)} s`;
  item.append(code, time);
  byId('calls', HTMLUListElement).append(item);
}

/** Shows a result (compact JWS) decoded. For reading only: the backend verifies it. */
export function journalResult(jws: string): void {
  const parts = jws.split('.').slice(0, 2).map(decoded);
  byId('claims', HTMLPreElement).textContent = parts.map((part) => JSON.stringify(part, null, 2)).join('\n\n');
  byId('result-section', HTMLElement).hidden = false;
}

/** A part of a JWS as JSON; the text itself if it is encrypted (JWE). */
function decoded(part: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return part;
  }
}

export function journal(name: JournalStep, state: StepState): void {
  const item = byId(`journal-${name}`, HTMLLIElement);
  item.dataset['state'] = state;
  if (state === 'running') startedAt = performance.now();
  else item.querySelector('time')!.textContent = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}

/** Adds a step of the session, as the app's listener of trace events receives it. */
export function journalTrace(words: string): void {
  const item = byId('journal-face', HTMLLIElement);
  let trace = item.querySelector('.trace');
  if (!trace) {
    trace = document.createElement('code');
    trace.className = 'trace';
    item.append(trace);
  }
  trace.textContent = trace.textContent ? `${trace.textContent} · ${words}` : words;
}

/** Words between angle brackets become code. */
function richText(text: string): Node[] {
  return text.split(/<|>/).map((part, index) => {
    if (index % 2 === 0) return document.createTextNode(part);
    const code = document.createElement('code');
    code.textContent = part;
    return code;
  });
}
