/** Every state of the screen, by a name. */
export const screenStates: Record<string, { readonly phase: { readonly name: string }; readonly change?: object }>;
