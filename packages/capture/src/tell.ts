import { faultLine, type Fault } from './faults.js';

/** Writes a fault to the console of the developer. */
export type Tell = (fault: Fault, detail: string) => void;

/** Makes a {@link Tell} for one session: a fault is told once, however often it comes. */
export function createTell(): Tell {
  const told = new Set<string>();
  return (fault, detail) => {
    const key = fault === 'WISH_DECLINED' ? detail : fault;
    if (told.has(key)) return;
    told.add(key);
    console.warn(faultLine(fault, detail));
  };
}
