/** Linear light, 0 to 1, of a level of sRGB, 0 to 255. */
export function linearLight(level: number): number {
  const value = level / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** The level of sRGB, 0 to 255 and not rounded, of linear light. */
export function srgbLevel(light: number): number {
  return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);
}
