/** Every state of the screen, by a name. */
export const screenStates: Record<
  string,
  { readonly phase: { readonly name: string }; readonly change?: object; readonly light?: string; readonly isTest?: boolean }
>;
/** The sizes at which the screen must fit. */
export const screenSizes: Record<
  string,
  { readonly viewport: { readonly width: number; readonly height: number }; readonly textScale?: number }
>;
