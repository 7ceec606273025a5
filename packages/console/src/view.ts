/** What an operator may do, each more than the one before. */
export const roles = ['viewer', 'reviewer', 'admin'] as const;
export type ConsoleRole = (typeof roles)[number];

/** A client, as lists to pick from show it. */
export interface ClientChoice {
  readonly clientId: string;
  readonly name: string;
  readonly test: boolean;
}

/** What a view is shown with. */
export interface ViewContext {
  /** What follows the name of the view in the address: `sessions/HASH` has one part. */
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly role: ConsoleRole;
  readonly clients: readonly ClientChoice[];
  /** Changes the query of the address: the view is shown again. */
  go(path: string, query?: Readonly<Record<string, string | undefined>>): void;
  /** Shows the view again, as after an action. */
  reload(): void;
  /** Says something that was done, or went wrong. */
  say(text: string, kind?: 'good' | 'bad'): void;
}

/** One view: its name in the address and in the texts, the least role that sees it, and what makes it. */
export interface ConsoleView {
  readonly name: 'today' | 'sessions' | 'review' | 'levels' | 'clients' | 'service';
  readonly role: ConsoleRole;
  /** Whether a client and a length of time are picked above it. */
  readonly hasPeriod?: true;
  show(context: ViewContext): Promise<readonly HTMLElement[]>;
}

export const reaches = (role: ConsoleRole, needed: ConsoleRole): boolean => roles.indexOf(role) >= roles.indexOf(needed);
