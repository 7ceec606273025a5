import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { ApiFault, get, post } from './api.js';
import { button, h } from './dom.js';
import { filled, texts } from './wording.js';

type RequestOptions = Parameters<typeof startAuthentication>[0]['optionsJSON'];
type CreationOptions = Parameters<typeof startRegistration>[0]['optionsJSON'];

/** Shows the sign-in. Resolves when the operator is signed in with a passkey; the identity provider leads away from the page, and back. */
export async function showSignIn(place: HTMLElement, reason: string | null): Promise<void> {
  const t = texts().signIn;
  // Where that cannot be read, a passkey still says why.
  const { provider } = await get<{ provider: string | null }>('sign-in/ways').catch(() => ({ provider: null }));
  const other: Way | null = provider === null ? null : { label: filled(t.provider, { provider }), go: goToProvider, fault: providerFault };
  const usePasskey = async (): Promise<void> => {
    const optionsJSON = await post<RequestOptions>('sign-in/options');
    await post('sign-in', { passkey: await startAuthentication({ optionsJSON }) });
  };
  const way: Way = { label: t.button, go: usePasskey, fault: faultText };
  await showGate(place, { title: t.title, text: reason ?? (other ? t.textBoth : t.text), way, other });
}

/** Why the identity provider's person was not let in: what the address says that the service sent the browser to. */
export function refusalText(code: string | undefined): string {
  const t = texts().signIn;
  return code === 'FORBIDDEN' ? t.noRole : code === 'UNAVAILABLE' ? t.providerUnavailable : t.providerRefused;
}

const providerFault = (error: unknown): string => refusalText(error instanceof ApiFault ? error.code : undefined);

async function goToProvider(): Promise<void> {
  const { url } = await post<{ url: string }>('sign-in/provider');
  location.assign(url);
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
  const register = async (): Promise<void> => {
    const { options } = await post<{ options: CreationOptions }>('register/options', { token });
    await post('register', { token, passkey: await startRegistration({ optionsJSON: options }) });
  };
  const text = filled(t.registerText, { name: operator });
  await showGate(place, { title: t.registerTitle, text, way: { label: t.registerButton, go: register, fault: faultText }, other: null });
}

/** A way in: what its button says, what it does, and what is said if that fails. */
interface Way {
  readonly label: string;
  readonly go: () => Promise<void>;
  readonly fault: (error: unknown) => string;
}

/** What stands in front of the console. */
interface Gate {
  readonly title: string;
  readonly text: string;
  readonly way: Way;
  readonly other: Way | null;
}

function showGate(place: HTMLElement, { title, text, way, other }: Gate): Promise<void> {
  return new Promise((resolve) => {
    const fault = h('p', { class: 'fault', role: 'alert' });
    const pressing = (pressed: HTMLButtonElement, { go, fault: faultOf }: Way, done: () => void): void => {
      pressed.disabled = true;
      fault.textContent = '';
      go()
        .then(done, (error: unknown) => {
          fault.textContent = faultOf(error);
        })
        .finally(() => {
          pressed.disabled = false;
        });
    };
    const go: HTMLButtonElement = button(
      way.label,
      () => {
        pressing(go, way, resolve);
      },
      'primary',
    );
    const leave: HTMLButtonElement | null =
      other &&
      button(other.label, () => {
        if (leave) pressing(leave, other, () => undefined);
      });
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
          leave,
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
