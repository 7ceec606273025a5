/** Adds a style sheet. Constructable ones need no permission of a content security policy; where there are none, a style element with the nonce. */
export function addStyles(root: ShadowRoot, styles: string, nonce: string | undefined): void {
  if (typeof (CSSStyleSheet.prototype as Partial<CSSStyleSheet>).replaceSync === 'function' && 'adoptedStyleSheets' in root) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    return;
  }
  const style = document.createElement('style');
  if (nonce !== undefined) style.setAttribute('nonce', nonce);
  style.textContent = styles;
  root.append(style);
}
