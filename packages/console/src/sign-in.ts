import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { ApiFault, post } from './api.js';
import { button, h } from './dom.js';
import { filled, texts } from './wording.js';

type RequestOptions = Parameters<typeof startAuthentication>[0]['optionsJSON'];
type CreationOptions = Parameters<typeof startRegistration>[0]['optionsJSON'];

/** Shows the sign-in. Resolves when the operator is signed in. */
export function showSignIn(place: HTMLElement, reason: string | null): Promise<void> {
  const t = texts().signIn;
  return showGate(place, t.title, reason ?? t.text, t.button, async () => {
    const optionsJSON = await post<RequestOptions>('sign-in/options');
    await post('sign-in', { passkey: await startAuthentication({ optionsJSON }) });
  });
}

/** Shows what a registration link is for. Resolves when the passkey is registered and the operator signed in. */
export async function showRegistration(place: HTMLElement, token: string): Promise<void> {
  const t = texts().signIn;
  let operator: string;
  try {
    ({ operator } = await post<{ operator: string }>('register/options', { token }));
  } catch (error) {
    if (!(error instanceof ApiFault) || error.code !== 'NOT_FOUND') throw error;
    return showSignIn(place, t.linkOver);
  }
  await showGate(place, t.registerTitle, filled(t.registerText, { name: operator }), t.registerButton, async () => {
    const { options } = await post<{ options: CreationOptions }>('register/options', { token });
    await post('register', { token, passkey: await startRegistration({ optionsJSON: options }) });
  });
}

function showGate(place: HTMLElement, title: string, text: string, label: string, enter: () => Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const fault = h('p', { class: 'fault', role: 'alert' });
    const go = button(
      label,
      () => {
        go.disabled = true;
        fault.textContent = '';
        enter()
          .then(resolve, (error: unknown) => {
            fault.textContent = faultText(error);
          })
          .finally(() => {
            go.disabled = false;
          });
      },
      'primary',
    );
    place.replaceChildren(
      h(
        'main',
        { class: 'gate' },
        h(
          'section',
          { class: 'card' },
          h('div', { class: 'brand' }, h('img', { src: iconAddress, alt: '' }), texts().title),
          h('h1', null, title),
          h('p', null, text),
          go,
          fault,
        ),
      ),
    );
    go.focus();
  });
}

/** Where the build puts the picture of the console. */
export const iconAddress = new URL('./icon.svg', import.meta.url).href;

function faultText(error: unknown): string {
  if (error instanceof ApiFault) return error.code === 'REFUSED' ? texts().signIn.refused : (texts().faults[error.code] ?? error.code);
  // The browser, or the person, ended it.
  return texts().signIn.cancelled;
}
