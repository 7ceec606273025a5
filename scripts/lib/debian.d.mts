export function ensureDebianPackages(isThere: () => boolean, packages: string[]): Promise<boolean>;
