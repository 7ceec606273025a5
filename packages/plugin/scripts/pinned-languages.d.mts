export function pinned(code: string): string;
