export function tarballFindings(file: string, name: string): Promise<string[]>;
