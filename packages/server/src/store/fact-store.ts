/** What the store knows about itself. */
export interface FactStore {
  /** The value of a fact; null if it was never recorded. */
  fact(name: string): Promise<string | null>;
  /** Records a fact unless it is recorded already. Returns the value that holds from here on. */
  addFact(name: string, value: string): Promise<string>;
  /** Records a fact, in place of what was recorded before. */
  setFact(name: string, value: string): Promise<void>;
}
