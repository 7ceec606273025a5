import type { Alert } from './alerts.js';
import { holds } from './holds.js';
import type { Scrape } from './scrape.js';

/** An alert that began, or that is over. */
export interface AlertChange {
  readonly alert: Alert;
  readonly state: 'firing' | 'resolved';
}

/** Judges alerts over the scrapes of one process. */
export interface AlertWatch {
  /** Takes the next scrape. @returns what began or ended with it */
  take(scrape: Scrape): AlertChange[];
}

export function createAlertWatch(alerts: readonly Alert[]): AlertWatch {
  const longest = Math.max(...alerts.map(({ condition }) => ('within' in condition ? condition.within : 0)));
  /** When the condition of an alert began to hold; firing once it has held for its time. */
  const since = new Map<Alert, { readonly at: number; firing: boolean }>();
  let scrapes: Scrape[] = [];
  return {
    take(scrape) {
      scrapes = [...scrapes.filter(({ at }) => at >= scrape.at - longest * 1000), scrape];
      return alerts.flatMap((alert): AlertChange[] => {
        const held = since.get(alert);
        if (!holds(alert.condition, scrapes)) {
          since.delete(alert);
          return held?.firing ? [{ alert, state: 'resolved' }] : [];
        }
        const state = held ?? { at: scrape.at, firing: false };
        since.set(alert, state);
        if (state.firing || scrape.at - state.at < alert.forSeconds * 1000) return [];
        state.firing = true;
        return [{ alert, state: 'firing' }];
      });
    },
  };
}
