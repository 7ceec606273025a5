import { faults, type Fault } from './faults.js';

/** The documentation of the faults: a section each. */
const DOCUMENTATION = 'https://github.com/face-session/face-session/blob/main/docs/troubleshooting.md';

/** What somebody else worded, as one line that ends with a full stop. */
const sentence = (text: string): string => text.replace(/\s+/g, ' ').replace(/[^.!?]$/, '$&.');

/** What a developer reads in the console: the fault, what happened, what to change, and where it is explained. One line. */
export function faultLine(fault: Fault, detail: string): string {
  return `Face session: ${fault}. ${sentence(detail)} ${faults[fault].help} ${DOCUMENTATION}#${fault.toLowerCase()}`;
}

/** Writes a fault to the console of the developer. */
export type Tell = (fault: Fault, detail: string) => void;

/** Makes a {@link Tell} for one session: a fault is reported once, however often it occurs. */
export function createTell(): Tell {
  const told = new Set<string>();
  return (fault, detail) => {
    const key = fault === 'WISH_DECLINED' ? detail : fault;
    if (told.has(key)) return;
    told.add(key);
    console.warn(faultLine(fault, detail));
  };
}
