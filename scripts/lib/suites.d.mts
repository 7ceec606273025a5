export const suites: readonly {
  readonly name: string;
  readonly isolate: boolean;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}[];
