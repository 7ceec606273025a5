export function installGenerator(): Promise<void>;
export function buildSite(options: { from: string; tag?: string; out: string; path: string; tags: readonly string[] }): Promise<void>;
export function siteFaults(out: string): string[];
