export const bundled: Readonly<Record<string, readonly string[]>>;
