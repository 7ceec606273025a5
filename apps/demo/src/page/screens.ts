import type { Verified } from './backend.js';
import { byId } from './by-id.js';
import { failureText } from './failures.js';

type ScreenName = 'photo' | 'wait' | 'result';
type Step = 'photo' | 'face' | 'result';

/** Shows one screen and puts the focus on its heading, so that a screen reader follows. */
function show(screen: ScreenName, step: Step): void {
  for (const name of ['photo', 'wait', 'result'] as const) byId(`screen-${name}`, HTMLDivElement).hidden = name !== screen;
  let passed = true;
  for (const item of byId('steps', HTMLOListElement).children as Iterable<Element> & HTMLCollectionOf<HTMLElement>) {
    const current = item.dataset['step'] === step;
    if (current) passed = false;
    item.classList.toggle('done', passed);
    if (current) item.setAttribute('aria-current', 'step');
    else item.removeAttribute('aria-current');
  }
  byId(`screen-${screen}`, HTMLDivElement).querySelector('h1')!.focus();
}

export function showPhoto(problem?: string): void {
  show('photo', 'photo');
  const alert = byId('photo-problem', HTMLParagraphElement);
  alert.textContent = problem ?? '';
  alert.hidden = problem === undefined;
}

export function showWait(step: Step, title: string, text: string): void {
  byId('wait-title', HTMLHeadingElement).textContent = title;
  byId('wait-text', HTMLParagraphElement).textContent = text;
  show('wait', step);
}

export function showMatch(verified: Verified, photoURL: string): void {
  showResult(true, 'It’s you', 'Your face and your ID photo show the same person.', verified, photoURL);
}

/** @param verified the partial result, if there was one */
export function showFailure(code: string, verified: Verified | undefined, photoURL: string): void {
  const { title, text } = failureText(code);
  showResult(false, title, text, verified, photoURL, code);
}

function showResult(match: boolean, title: string, text: string, verified: Verified | undefined, photoURL: string, code?: string): void {
  byId('verdict', HTMLDivElement).classList.toggle('match', match);
  byId('verdict-title', HTMLHeadingElement).textContent = title;
  byId('verdict-text', HTMLParagraphElement).textContent = text;

  const hasSelfie = verified?.hasSelfie === true;
  byId('pair', HTMLDivElement).hidden = !hasSelfie;
  byId('pair-photo', HTMLImageElement).src = photoURL;
  if (verified && hasSelfie) byId('pair-selfie', HTMLImageElement).src = `/demo/selfie?result=${verified.resultId}`;
  else byId('pair-selfie', HTMLImageElement).removeAttribute('src');

  const level = verified?.matchLevel;
  byId('level', HTMLDivElement).hidden = level === undefined;
  if (level !== undefined) {
    byId('level-text', HTMLParagraphElement).textContent = `Match level ${String(level)} of 5`;
    [...byId('level-meter', HTMLDivElement).children].forEach((bar, index) => bar.classList.toggle('on', index < level));
  }

  byId('facts', HTMLDListElement).replaceChildren(...facts(verified, code));
  byId('result-problem', HTMLParagraphElement).hidden = true;
  byId('forget', HTMLButtonElement).hidden = !hasSelfie;
  show('result', 'result');
}

export function showForgotten(): void {
  byId('pair', HTMLDivElement).hidden = true;
  byId('pair-selfie', HTMLImageElement).removeAttribute('src');
  byId('forget', HTMLButtonElement).hidden = true;
  byId('verdict-title', HTMLHeadingElement).focus();
  byId('announcer', HTMLParagraphElement).textContent = 'Your pictures are deleted.';
}

export function showResultFault(text: string): void {
  const alert = byId('result-problem', HTMLParagraphElement);
  alert.textContent = text;
  alert.hidden = false;
}

function facts(verified: Verified | undefined, code: string | undefined): HTMLElement[] {
  const rows: [string, string, boolean?][] = [];
  if (code !== undefined) rows.push(['Code', code, true]);
  if (verified) {
    if (verified.error !== undefined) rows.push(['Last attempt', verified.error, true]);
    rows.push(['Signed at', clock(verified.issuedAt)], ['Valid until', clock(verified.expiresAt)]);
    rows.push(['Signed by', verified.issuer, true], ['Session', verified.sessionId, true], ['Result', verified.resultId, true]);
  }
  return rows.flatMap(([term, value, isCode]) => {
    const dt = document.createElement('dt');
    dt.textContent = term;
    const dd = document.createElement('dd');
    const holder = isCode === true ? dd.appendChild(document.createElement('code')) : dd;
    holder.textContent = value;
    return [dt, dd];
  });
}

function clock(time: string): string {
  return new Date(time).toLocaleTimeString();
}
