export interface StoredEnrollment {
  readonly enrollmentHash: string;
  readonly clientId: string;
  readonly userHash: string | null;
  readonly templateSealed: Uint8Array;
  readonly createdAt: number;
}

/** Faces that are kept until they are erased. */
export interface EnrollmentStore {
  addEnrollment(enrollment: StoredEnrollment): Promise<void>;
  /** The sealed template; null if unknown, erased or of another client. */
  findEnrollment(enrollmentHash: string, clientId: string): Promise<Uint8Array | null>;
  /** Deletes it with the links from it that nobody has started. False if there was none. */
  deleteEnrollment(enrollmentHash: string, clientId: string): Promise<boolean>;
}
