import type { Brand } from '../capture-options.js';
import { html } from './dom.js';

/** Logo and name of the integrator. */
export function brandOf(brand: Brand | undefined): Node[] {
  if (!brand) return [];
  const name = html('span', { class: 'name', dir: 'auto' }, brand.name);
  return brand.logoURL === undefined ? [name] : [html('img', { src: brand.logoURL, alt: '' }), name];
}
