import encodeQR from 'qr';

/** Light modules around the code that readers need (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** The QR code of an address as SVG: black on white whatever the page around it is, of no size of its own. */
export function qrSVG(url: string): string {
  const svg = encodeQR(url, 'svg', { ecc: 'medium', border: QUIET_ZONE });
  return svg.replace('>', '><path fill="#fff" d="M0 0h1e3v1e3H0z"/>');
}
