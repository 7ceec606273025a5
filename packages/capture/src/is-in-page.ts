/** Whether there is a page to run a session in. False on a server, which renders a page or runs its code (server-side rendering). */
export const isInPage = (): boolean => typeof document !== 'undefined' && typeof customElements !== 'undefined';
