/** The script of a page that can show any state of the screen. */
export function screenPageScript(): Promise<string>;
