import { language } from './wording.js';

/** Digits of the Latin script in every language: codes and exports have them, too. */
const locale = (): string => `${language()}-u-nu-latn`;

export const number = (value: number, digits = 0): string => value.toLocaleString(locale(), { maximumFractionDigits: digits });

/** A share of a whole; a dash where there is no whole. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : (part / whole).toLocaleString(locale(), { style: 'percent', maximumFractionDigits: 1 });

/** Seconds, as a person reads them. */
export function seconds(value: number | null): string {
  if (value === null) return '–';
  const units = { unitDisplay: 'narrow', style: 'unit' } as const;
  if (value < 60) return value.toLocaleString(locale(), { ...units, unit: 'second' });
  const rest = value % 60;
  const minutes = Math.floor(value / 60).toLocaleString(locale(), { ...units, unit: 'minute' });
  return rest === 0 ? minutes : `${minutes} ${rest.toLocaleString(locale(), { ...units, unit: 'second' })}`;
}

export const dateTime = (at: number): string => new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'medium' }).format(at);

export const day = (at: number): string =>
  new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(at);

export const hour = (at: number): string => new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }).format(at);

/** A day with its year, or an hour with its day, for tables. */
export const stepName = (at: number, span: 'hour' | 'day'): string =>
  span === 'day'
    ? new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(at)
    : new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(at);

/** A rate that may be very small, such as one in ten million. */
export const smallRate = (value: number): string => (value === 0 ? '0' : value >= 0.001 ? percent(value, 1) : value.toExponential(1));
