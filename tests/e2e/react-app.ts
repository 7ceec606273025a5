/** An app in React with the component (`?component`, hydrated over what a server rendered) or with the hook, in StrictMode. Its session is in the fragment. */
export const reactApp = `
import { createElement as h, StrictMode, useState, version } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { FaceSession, useFaceSession } from '@face-session/react';

const options = JSON.parse(decodeURIComponent(location.hash.slice(1)));
window.told = [version];
window.steps = [];

function WithHook() {
  const { state, run, cancel } = useFaceSession();
  const check = async () => {
    const ends = await Promise.all([run(options), run(options)]);
    window.told.push(...ends.map(({ status, error }) => error?.code ?? status));
  };
  return h('div', null, h('button', { onClick: check }, 'Check it’s me'), h('button', { onClick: cancel }, 'Stop'), h('p', { role: 'status' }, state.status));
}

function WithComponent() {
  const [isShown, setShown] = useState(true);
  const tell = (fact) => window.told.push(fact);
  return isShown
    ? h(FaceSession, { options, onTrace: (step) => window.steps.push(step.event), onPassed: () => tell('passed'), onFailed: (error) => tell(error.code), onClosed: () => { tell('closed'); setShown(false); } })
    : h('p', { role: 'status' }, 'gone');
}

const root = document.body.appendChild(document.createElement('div'));
if (location.search === '?component') {
  root.innerHTML = '<face-session-capture></face-session-capture>';
  hydrateRoot(root, h(StrictMode, null, h(WithComponent)), { onRecoverableError: (error) => window.told.push(String(error)) });
} else createRoot(root).render(h(StrictMode, null, h(WithHook)));
`;
