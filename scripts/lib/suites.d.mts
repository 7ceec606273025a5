export const suites: readonly { readonly name: string; readonly include: readonly string[]; readonly exclude: readonly string[] }[];
