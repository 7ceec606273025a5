export function listedTexts(path: string): Promise<string>;
