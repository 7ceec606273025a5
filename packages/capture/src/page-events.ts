import type { SessionEvent } from './machine/state.js';

/**
 * Tells a session what happens to the page and the device around it.
 * @param dispatch takes the session's events
 * @param onLeft called when the person has left the page: Back in a single-page app, or another page
 * @returns stops telling
 */
export function watchPage(dispatch: (event: SessionEvent) => void, onLeft: () => void): () => void {
  const stops: (() => void)[] = [];
  const on = (target: EventTarget | undefined, name: string, act: () => void): void => {
    target?.addEventListener(name, act);
    stops.push(() => target?.removeEventListener(name, act));
  };
  on(document, 'visibilitychange', () => {
    dispatch({ type: document.visibilityState === 'hidden' ? 'HIDDEN' : 'VISIBLE' });
  });
  on(window, 'popstate', onLeft);
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

/** Not every browser tells of the camera's permission; the session then looks again when the person returns to the page. */
function watchPermission(onStatus: (status: PermissionStatus) => void): void {
  try {
    const { permissions } = navigator as { permissions?: Permissions };
    permissions?.query({ name: 'camera' }).then(onStatus, () => undefined);
  } catch {
    // Older browsers throw at the name.
  }
}
