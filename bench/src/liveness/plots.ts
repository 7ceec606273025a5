import type { LivenessReport } from '@face-session/evaluate';
import { livenessPolicies } from '@face-session/liveness';
import { attackKinds } from './attack-kinds.js';
import { sessionsPassed } from './figures.js';
import type { SessionEnd } from './sessions.js';

const WIDTH = 720;
const ROW = 26;
const LEFT = 190;
const RIGHT = 40;
const REAL_COLOUR = '#15803d';
const ATTACK_COLOUR = '#b91c1c';
const POLICY_COLOURS = ['#c2410c', '#a16207', '#1f5fa8'];

/** One line for each group of bursts, a dot for each burst at its median spoof score. */
export function scorePlot({ species }: LivenessReport): string {
  const rows = species.flatMap(({ set, species: name, scores }) => [
    { label: `${set}: real`, values: scores.real, colour: REAL_COLOUR },
    { label: `${set}: ${name}`, values: scores.attack, colour: ATTACK_COLOUR },
  ]);
  const marks = rows.flatMap(({ label, values, colour }, index) => {
    const y = 30 + index * ROW;
    // Equal scores would hide each other: spread them a little, always the same way.
    const dots = values.map((value, place) => dot(across(value), y - 5 + ((place * 7) % 11), colour));
    return [text(LEFT - 10, y + 4, label, 'end'), ...dots];
  });
  return picture(30 + rows.length * ROW, 'median spoof score of a burst (1 = real)', marks);
}

/** A bar for each attacker and policy: the share of sessions that succeed. */
export function sessionPlot(ends: readonly SessionEnd[]): string {
  const attackers = Object.values(attackKinds)
    .flat()
    .filter((visitor) => ends.some((end) => end.visitor === visitor));
  const marks = attackers.flatMap((visitor, index) => {
    const y = 40 + index * ROW;
    const bars = livenessPolicies.map((policy, place) => {
      const { rate } = sessionsPassed(ends, visitor, policy);
      return `<rect x="${LEFT.toFixed(0)}" y="${(y - 9 + place * 6).toFixed(1)}" width="${Math.max(1, across(rate) - LEFT).toFixed(1)}" height="5" fill="${POLICY_COLOURS[place] ?? '#222'}"/>`;
    });
    return [text(LEFT - 10, y + 4, visitor, 'end'), ...bars];
  });
  const legend = livenessPolicies.map(
    (policy, place) =>
      `<rect x="${String(LEFT + place * 90)}" y="8" width="14" height="5" fill="${POLICY_COLOURS[place] ?? '#222'}"/>${text(LEFT + 20 + place * 90, 14, policy, 'start')}`,
  );
  return picture(40 + attackers.length * ROW, 'sessions that succeed', [...legend, ...marks]);
}

function across(share: number): number {
  return LEFT + share * (WIDTH - LEFT - RIGHT);
}

function picture(height: number, caption: string, marks: readonly string[]): string {
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    `<line x1="${across(share).toFixed(1)}" y1="20" x2="${across(share).toFixed(1)}" y2="${String(height)}" stroke="#ddd"/>`,
    text(across(share), height + 16, String(share), 'middle'),
  ]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(height + 44)}" font-family="sans-serif" font-size="12" fill="#222">`,
    `<rect width="${String(WIDTH)}" height="${String(height + 44)}" fill="#fff"/>`,
    ...ticks,
    ...marks,
    text(across(0.5), height + 36, caption, 'middle'),
    '</svg>',
    '',
  ].join('\n');
}

const dot = (x: number, y: number, colour: string): string =>
  `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="3" fill="${colour}" fill-opacity=".5"/>`;
const text = (x: number, y: number, content: string, anchor: string): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${content}</text>`;
