/** The learned centre of one client and one recognition model. */
export interface StoredPopulation {
  /** Counts the changes: a change must be based on the last one. */
  readonly revision: number;
  /** The sums over its people, sealed under the client id. */
  readonly sumsSealed: Uint8Array;
}

/** Comparisons of different people, by bin of similarity. */
type StoredScoreCounts = ReadonlyMap<number, number>;

/** What is known of the people of a client together: sums over many, and counts; nothing of one. */
export interface PopulationStore {
  /** Null if nothing was learned yet. @param model of the templates, as its SHA-256 */
  population(clientId: string, model: string): Promise<StoredPopulation | null>;
  /** Records sums in the place of those with the revision before. False, and nothing recorded, if another replica was first. */
  putPopulation(clientId: string, model: string, population: StoredPopulation): Promise<boolean>;
  /** Marks a user as one whose face the client's centre holds. False if they were marked before. */
  countUser(clientId: string, userHash: string): Promise<boolean>;
  /** Adds comparisons. @param clientId whose sessions were compared with each other; null: those of all clients @param scale of the similarities: which model and which centre */
  addScoreCounts(clientId: string | null, scale: string, counts: StoredScoreCounts): Promise<void>;
  scoreCounts(clientId: string | null, scale: string): Promise<StoredScoreCounts>;
  /** Deletes all of it for a client. Returns whether there was anything. */
  forgetPopulation(clientId: string): Promise<boolean>;
}
