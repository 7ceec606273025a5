import type { SessionEvent } from './machine/state.js';

/** What is used of the Navigation API: Chrome 102, Safari 26.2, Firefox 147. */
interface NavigateEvent extends Event {
  readonly navigationType: string;
  readonly userInitiated: boolean;
}

/** How often the length of the history is read where there is no Navigation API, in milliseconds: nobody presses Back so soon after a step of the app. */
const LENGTH_MS = 200;

/**
 * Tells a session what happens to the page and the device around it.
 * @param dispatch takes the session's events
 * @param onLeft called when the person went Back (or Forward) in a single-page app. What the app does to its history is no reason to leave
 * @returns stops telling
 */
export function watchPage(dispatch: (event: SessionEvent) => void, onLeft: () => void): () => void {
  const stops: (() => void)[] = [];
  const on: On = (target, name, act) => {
    target?.addEventListener(name, act);
    stops.push(() => target?.removeEventListener(name, act));
  };
  on(document, 'visibilitychange', () => {
    dispatch({ type: document.visibilityState === 'hidden' ? 'HIDDEN' : 'VISIBLE' });
  });
  stops.push(watchBack(on, onLeft));
  // Absent outside a secure context.
  on(navigator.mediaDevices, 'devicechange', () => {
    dispatch({ type: 'DEVICES_CHANGED' });
  });
  let isWatched = true;
  watchPermission((status) => {
    if (!isWatched) return;
    on(status, 'change', () => {
      if (status.state === 'granted') dispatch({ type: 'PERMISSION_GRANTED' });
    });
  });
  return () => {
    isWatched = false;
    for (const stop of stops) stop();
  };
}

type On = (target: EventTarget | undefined, name: string, act: (event: Event) => void) => void;

/**
 * A `popstate` is no sign of the person by itself: it also comes of `location.hash = ...`, of `history.back()` in the app, and of scripts that dispatch one, as some
 * routers do.
 */
function watchBack(on: On, onLeft: () => void): () => void {
  const { navigation } = window as { navigation?: EventTarget };
  // Only Chromium is known to tell a person's Back from the app's: elsewhere each counts.
  const tells = 'userAgentData' in navigator;
  let isPressed = false;
  let isBack = false;
  // Cordova and Capacitor tell of the device's button so; many apps then call history.back().
  on(document, 'backbutton', () => {
    isPressed = true;
  });
  on(navigation, 'navigate', (event) => {
    const { navigationType, userInitiated } = event as NavigateEvent;
    isBack = navigationType === 'traverse' && (userInitiated || isPressed || !tells);
  });
  let { length } = history;
  const timer =
    !navigation &&
    setInterval(() => {
      ({ length } = history);
    }, LENGTH_MS);
  on(window, 'popstate', (event) => {
    if (!event.isTrusted) return;
    // Without the Navigation API: a new entry has no state, and changes the length; going back does not.
    if (navigation ? isBack : (event as PopStateEvent).state !== null || history.length === length) onLeft();
    isPressed = isBack = false;
    ({ length } = history);
  });
  return () => {
    if (timer) clearInterval(timer);
  };
}

/** Not every browser tells of the camera's permission; the session then looks again when the person returns to the page. */
function watchPermission(onStatus: (status: PermissionStatus) => void): void {
  try {
    const { permissions } = navigator as { permissions?: Permissions };
    permissions?.query({ name: 'camera' }).then(onStatus, () => undefined);
  } catch {
    // Older browsers throw at the name.
  }
}
