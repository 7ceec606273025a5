/** One result, as the replay store receives it. */
export interface ResultId {
  /** `iss` of the result. */
  readonly issuer: string;
  /** `jti` of the result: a random UUID. */
  readonly jti: string;
  /** When the result expires; from then on it is refused anyway and the mark may go. */
  readonly expiresAt: Date;
}

/**
 * Remembers which results were accepted, so that each is accepted once.
 *
 * With more than one process the store must be shared by all. `claim` must be **one atomic operation**: of any number of calls
 * with the same issuer and jti, at the same time or after each other, in whatever process, exactly one may answer true until
 * `expiresAt`. If the store is out of reach it must reject; the result is then not accepted. Try yours with
 * {@link checkReplayStore}.
 *
 * @example Redis
 * ```ts
 * const store: ReplayStore = {
 *   async claim({ issuer, jti, expiresAt }) {
 *     const set = await redis.set(`face-session:${issuer}:${jti}`, '1', { NX: true, PXAT: expiresAt.getTime() });
 *     return set === 'OK';
 *   },
 * };
 * ```
 *
 * @example PostgreSQL, table with primary key (issuer, jti)
 * ```ts
 * const store: ReplayStore = {
 *   async claim({ issuer, jti, expiresAt }) {
 *     const { rowCount } = await pool.query(
 *       'insert into face_session_results (issuer, jti, expires_at) values ($1, $2, $3) on conflict do nothing',
 *       [issuer, jti, expiresAt],
 *     );
 *     return rowCount === 1;
 *   },
 * };
 * ```
 */
export interface ReplayStore {
  /**
   * Marks a result as used.
   *
   * @returns true if it was not marked before, false if it was
   */
  claim(result: ResultId): Promise<boolean>;
}
