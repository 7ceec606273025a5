/** What an element can have inside; null and false are left out. */
export type Child = Node | string | number | null | false;

/** MarkupAttributes by name; `on` has listeners. True is an attribute without a value; false, null and undefined leave it out. */
type MarkupAttributes = Readonly<Record<string, string | number | boolean | null | undefined>> & {
  readonly on?: never;
};
type Listeners = Readonly<Partial<{ [Name in keyof HTMLElementEventMap]: (event: HTMLElementEventMap[Name]) => void }>>;

/** An element of HTML. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: MarkupAttributes | null = null,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children.filter((child) => child !== null && child !== false).map(nodeOf));
  return made;
}

/** An element of SVG. */
export function svg(tag: string, attributes: MarkupAttributes | null = null, ...children: readonly Child[]): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(made, attributes);
  made.append(...children.filter((child) => child !== null && child !== false).map(nodeOf));
  return made;
}

/** Adds listeners to an element and returns it. */
export function on<Target extends HTMLElement>(target: Target, listeners: Listeners): Target {
  for (const [name, listener] of Object.entries(listeners)) target.addEventListener(name, listener as EventListener);
  return target;
}

/** A button. */
export function button(label: string, press: () => void, kind: 'primary' | 'quiet' | 'danger' | 'link' = 'quiet'): HTMLButtonElement {
  return on(h('button', { type: 'button', class: kind }, label), { click: press });
}

function setAttributes(target: Element, attributes: MarkupAttributes | null): void {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined && value !== false) target.setAttribute(name, value === true ? '' : String(value));
  }
}

const nodeOf = (child: Child): Node | string => (child instanceof Node ? child : String(child));
