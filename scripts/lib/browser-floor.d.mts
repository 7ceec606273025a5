type Versions = Readonly<Record<'chrome' | 'firefox' | 'safari', string>>;
export declare const browserFloor: Versions;
export declare const browserTarget: string;
export declare const browserFloorText: string;
export declare const newerSyntax: Readonly<Record<string, Versions>>;
export declare function isNewerThanFloor(versions: Versions): boolean;
