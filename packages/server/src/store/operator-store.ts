/** What an operator may do in the console, each more than the one before. */
export const operatorRoles = ['viewer', 'reviewer', 'admin'] as const;
export type OperatorRole = (typeof operatorRoles)[number];

/** Someone who may sign in to the console. */
export interface Operator {
  readonly operatorId: string;
  /** Names are unique. The audit log names an operator so. */
  readonly name: string;
  readonly role: OperatorRole;
  readonly disabled: boolean;
  readonly createdAt: number;
}

/** A passkey of an operator. The private key never leaves the operator's device. */
export interface OperatorCredential {
  /** base64url, as WebAuthn has it. */
  readonly credentialId: string;
  readonly operatorId: string;
  /** COSE. */
  readonly publicKey: Uint8Array;
  /** How often the device says that it has signed; 0 where it does not count. */
  readonly counter: number;
  readonly createdAt: number;
  readonly usedAt: number | null;
}

/** Something that is used once, before its end: a link to register a passkey, a challenge to sign, or a way to the identity provider and back. */
export interface OperatorTicket {
  readonly ticketHash: string;
  readonly kind: 'registration' | 'challenge' | 'provider';
  /** Whose it is; null: of a sign-in. */
  readonly operatorId: string | null;
  readonly expiresAt: number;
}

/** A sign-in of an operator, known by the hash of its cookie. */
export interface OperatorSession {
  readonly sessionHash: string;
  readonly operatorId: string;
  readonly createdAt: number;
  /** When it was used last. */
  readonly seenAt: number;
}

/** The operators of the console, their passkeys and their sign-ins. */
export interface OperatorStore {
  addOperator(operator: Operator): Promise<'added' | 'exists'>;
  /** By name. */
  listOperators(): Promise<Operator[]>;
  /** Changes role or state. Disabling ends the operator's sign-ins and links in the same step. False if there is none of that id. */
  updateOperator(operatorId: string, change: Partial<Pick<Operator, 'role' | 'disabled'>>): Promise<boolean>;
  /** Deletes an operator with passkeys, sign-ins and links. */
  removeOperator(operatorId: string): Promise<boolean>;
  addCredential(credential: OperatorCredential): Promise<void>;
  findCredential(credentialId: string): Promise<OperatorCredential | null>;
  credentialsOf(operatorId: string): Promise<OperatorCredential[]>;
  /** Notes a use. False, and nothing noted, if the counter did not advance although the device counts: the passkey was copied. */
  useCredential(credentialId: string, counter: number, now: number): Promise<boolean>;
  addTicket(ticket: OperatorTicket): Promise<void>;
  /** The ticket, if it is there and not over. It stays. */
  findTicket(kind: OperatorTicket['kind'], ticketHash: string, now: number): Promise<OperatorTicket | null>;
  /** Takes a ticket away and returns it; null if it was taken before, or is over. */
  takeTicket(kind: OperatorTicket['kind'], ticketHash: string, now: number): Promise<OperatorTicket | null>;
  addOperatorSession(session: OperatorSession): Promise<void>;
  /** The sign-in with its operator; null if there is none. */
  findOperatorSession(sessionHash: string): Promise<{ readonly session: OperatorSession; readonly operator: Operator } | null>;
  /** Notes that a sign-in was used. */
  touchOperatorSession(sessionHash: string, now: number): Promise<void>;
  endOperatorSession(sessionHash: string): Promise<void>;
}
