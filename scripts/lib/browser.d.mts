export declare const quietFlags: readonly string[];
export declare function findBrowser(): string | undefined;
export declare function findOrInstallBrowser(): Promise<string | undefined>;
