/** The values of a constructor: those of the named fields, in that order, each of which may be left out. */
type ValuesOf<Fields, Names extends readonly (keyof Fields)[]> = {
  [Index in keyof Names]?: Names[Index] extends keyof Fields ? Fields[Names[Index]] : never;
};

/** The fields of a configuration; those that were not set are undefined, so that its JSON leaves them out. */
export type Configuration<Fields> = { readonly [Name in keyof Fields]: Fields[Name] | undefined };

/** The methods of a builder by name: each returns the fields that it sets. `this` is what was set before. */
type Methods<Fields> = Readonly<Record<string, (this: Partial<Fields>, ...values: never[]) => Partial<Fields>>>;

/** A builder: each method returns the builder. */
export type Builder<Table, Built> = {
  [Name in keyof Table]: Table[Name] extends (...values: infer Values) => unknown ? (...values: Values) => Builder<Table, Built> : never;
} & {
  build(): Built;
};

/**
 * The class of a configuration.
 * @param json names of all its fields, in the order of its JSON
 * @param given the same in the order of its constructor
 */
export function configuration<Fields>() {
  return <Names extends readonly (keyof Fields)[]>(given: Names, json: readonly (keyof Fields)[] = given) => {
    function Fields(this: object, ...values: readonly unknown[]): void {
      Object.assign(this, Object.fromEntries(json.map((name) => [name, values[given.indexOf(name)]])));
    }
    return Fields as unknown as new (...values: ValuesOf<Fields, Names>) => Configuration<Fields>;
  };
}

/**
 * The class of a configuration's builder.
 * @param built class of what it builds; its constructor takes the fields in the order of `given`
 * @param given names of the fields in the order of the constructor
 * @param initial the fields that are set from the start
 * @param table its methods
 */
export function builder<Fields, Built, Table extends Methods<Fields>>(
  built: new (...values: never[]) => Built,
  given: readonly (keyof Fields)[],
  initial: () => Partial<Fields>,
  table: Table,
): new () => Builder<Table, Built> {
  class TableBuilder {
    readonly #fields = initial();

    build(): Built {
      return new built(...given.map((name) => this.#fields[name] as never));
    }

    /** Sets the fields that a method of the table returns. */
    static set(target: TableBuilder, method: Table[string], values: never[]): void {
      Object.assign(target.#fields, method.apply(target.#fields, values));
    }
  }
  for (const [name, method] of Object.entries(table)) {
    const set = function (this: TableBuilder, ...values: never[]): TableBuilder {
      TableBuilder.set(this, method as Table[string], values);
      return this;
    };
    Object.defineProperty(TableBuilder.prototype, name, { value: set, configurable: true, writable: true });
  }
  return TableBuilder as unknown as new () => Builder<Table, Built>;
}
