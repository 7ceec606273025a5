/**
 * The look. Tokens are custom properties that an integrator may set on the element; sizes are logical, so that they turn with the script.
 * Colours keep a contrast of 4.5 to 1 (text) and 3 to 1 (marks) in both themes.
 */
export const styles = `
:host {
  all: initial !important;
  display: contents !important;
}
dialog {
  --_accent: var(--face-session-accent, #0b57d0);
  --_on-accent: var(--face-session-on-accent, #fff);
  --_good: var(--face-session-good, #0f7b3f);
  --_bad: var(--face-session-bad, #b3261e);
  --_surface: var(--face-session-surface, #fff);
  --_text: var(--face-session-text, #17191c);
  --_muted: var(--face-session-muted, #565d66);
  --_track: var(--face-session-track, #7b838d);
  --_scrim: var(--face-session-scrim, rgb(255 255 255 / 94%));
  --_raised: var(--face-session-raised, #fff);
  --_radius: var(--face-session-radius, 1.75rem);
  --_font: var(--face-session-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', 'Noto Sans Devanagari', sans-serif);
  --_safe-top: env(safe-area-inset-top, 0px);
  --_safe-bottom: env(safe-area-inset-bottom, 0px);
  --_safe-left: env(safe-area-inset-left, 0px);
  --_safe-right: env(safe-area-inset-right, 0px);
  box-sizing: border-box;
  position: fixed;
  inset: 0;
  inline-size: 100%;
  block-size: 100%;
  max-inline-size: none;
  max-block-size: none;
  margin: 0;
  padding: 0;
  border: 0;
  overflow: hidden;
  background: var(--_surface);
  color: var(--_text);
  font-family: var(--_font);
  font-size: 1rem;
  line-height: 1.4;
  color-scheme: light;
  -webkit-tap-highlight-color: transparent;
  -webkit-text-size-adjust: 100%;
}
dialog::backdrop { background: transparent; }
dialog[data-theme='dark'] {
  --_accent: var(--face-session-accent, #a8c7fa);
  --_on-accent: var(--face-session-on-accent, #062e6f);
  --_good: var(--face-session-good, #6dd58c);
  --_bad: var(--face-session-bad, #f2b8b5);
  --_surface: var(--face-session-surface, #121417);
  --_text: var(--face-session-text, #f1f3f4);
  --_muted: var(--face-session-muted, #b4bac2);
  --_track: var(--face-session-track, #7d858f);
  --_scrim: var(--face-session-scrim, rgb(18 20 23 / 92%));
  --_raised: var(--face-session-raised, #23272c);
  color-scheme: dark;
}
*, *::before, *::after { box-sizing: border-box; }
.stage { position: absolute; inset: 0; overflow: hidden; }
video {
  position: absolute;
  inset: 0;
  inline-size: 100%;
  block-size: 100%;
  object-fit: cover;
  transform: scaleX(-1);
  background: var(--_surface);
}
svg { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; overflow: visible; }
.scrim { fill: var(--_scrim); fill-rule: evenodd; }
.track, .ring { fill: none; stroke-width: 6; }
.track { stroke: var(--_track); stroke-width: 3; }
.ring { stroke: var(--_accent); stroke-linecap: round; transition: stroke-dashoffset .18s linear, stroke .2s ease; }
dialog[data-tone='good'] .ring, dialog[data-tone='good']:not([data-phase='shot'], [data-phase='gesture']) .track { stroke: var(--_good); stroke-width: 6; }
.oval { transition: transform .35s ease; }
/* A rim of the theme's own, so that it stands out from dark hair as from a bright wall. */
.arrow { fill: none; stroke: var(--_accent); stroke-width: 9; stroke-linecap: round; stroke-linejoin: round; filter: drop-shadow(0 0 1.5px var(--_surface)) drop-shadow(0 0 1.5px var(--_surface)); }
.tick { fill: none; stroke: var(--_good); stroke-width: 12; stroke-linecap: round; stroke-linejoin: round; }
.hidden { display: none !important; }
header {
  position: absolute;
  inset-block-start: 0;
  inset-inline: 0;
  display: flex;
  align-items: center;
  gap: 1rem;
  padding: calc(12px + var(--_safe-top)) calc(12px + var(--_safe-right)) 12px calc(12px + var(--_safe-left));
  min-block-size: 72px;
  z-index: 2;
}
/* At its own size and shape, whether it is slotted or drawn by the part's content. */
.logo { display: flex; align-items: center; min-inline-size: 0; max-block-size: 3rem; margin-inline-end: auto; overflow: hidden; object-fit: contain; }
button {
  font: inherit;
  font-weight: 600;
  color: inherit;
  border: 0;
  cursor: pointer;
  min-block-size: min(3.25rem, 64px);
  padding: .5rem 1.75rem;
  border-radius: 999px;
  touch-action: manipulation;
}
button:focus-visible { outline: 3px solid var(--_accent); outline-offset: 3px; }
button.primary { background: var(--_accent); color: var(--_on-accent); }
button.secondary { background: transparent; color: var(--_accent); }
button.icon {
  min-block-size: 48px;
  min-inline-size: 48px;
  padding: 0;
  display: grid;
  place-items: center;
  background: transparent;
}
button.icon svg { position: static; inline-size: min(1.5rem, 36px); block-size: min(1.5rem, 36px); fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.words {
  position: absolute;
  inset-inline: 0;
  display: flex;
  flex-direction: column;
  align-items: center;
  gap: .35rem;
  padding-block: 0 calc(1rem + var(--_safe-bottom));
  padding-inline: 1.5rem;
  text-align: center;
  overflow: auto;
  z-index: 1;
}
.line { margin: 0; font-size: clamp(1.35rem, 1rem + 2vmin, 2rem); font-weight: 650; line-height: 1.25; max-inline-size: 26ch; text-wrap: balance; }
.step { margin: 0; color: var(--_muted); font-size: 1rem; }
dialog[data-tone='good'] .line { color: var(--_good); }
.words.insistent .line { font-weight: 800; }
.shutter, .decline { margin-block-start: .75rem; padding-inline: min(1.75rem, 7vw); }
.panel {
  position: absolute;
  inset: 0;
  z-index: 1;
  display: grid;
  place-items: safe center;
  grid-template-columns: minmax(0, 1fr);
  overflow-wrap: anywhere;
  hyphens: auto;
  overflow: auto;
  background: var(--_surface);
  --_side: min(1.5rem, 6vw);
  padding: calc(72px + var(--_safe-top)) calc(var(--_side) + var(--_safe-right)) 0 calc(var(--_side) + var(--_safe-left));
}
.panel[data-kind='leave'] { background: var(--_scrim); z-index: 3; padding-block: 1rem; --_side: 1rem; }
.image { inline-size: min(3.5rem, 72px); block-size: min(3.5rem, 72px); color: var(--_accent); }
.panel[data-kind='failed'] .image { color: var(--_bad); }
.image svg { position: static; inline-size: 100%; block-size: 100%; fill: none; stroke: currentColor; stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }
.image ::slotted(*) { max-inline-size: 100%; max-block-size: 100%; }
.card { inline-size: 100%; max-inline-size: 27rem; display: flex; flex-direction: column; gap: 1rem; }
.panel[data-kind='leave'] .card {
  background: var(--_raised);
  border-radius: var(--_radius);
  padding: min(1.75rem, 6vw);
  box-shadow: 0 1px 3px rgb(0 0 0 / 20%), 0 12px 40px rgb(0 0 0 / 25%);
}
.card h2 { margin: 0; font-size: clamp(1.5rem, 1.1rem + 2vmin, 2.1rem); font-weight: 700; line-height: 1.2; text-wrap: balance; }
.card h2:focus { outline: none; }
.card p { margin: 0; color: var(--_muted); font-size: 1.0625rem; }
.card p.note { color: var(--_text); font-weight: 600; }
.card ul { margin: 0; padding: 0; list-style: none; display: flex; flex-direction: column; gap: .75rem; }
.card li { display: grid; grid-template-columns: 1.5rem 1fr; gap: .75rem; align-items: start; font-size: 1.0625rem; }
.card li::before { content: ''; inline-size: .5rem; block-size: .5rem; margin: .5rem auto 0; border-radius: 50%; background: var(--_accent); }
.buttons {
  display: flex;
  flex-direction: column;
  gap: .5rem;
  position: sticky;
  inset-block-end: 0;
  padding-block: 1rem calc(min(1.25rem, 4vh) + var(--_safe-bottom));
  /* Words that go on below it fade out instead of being cut. */
  background: linear-gradient(transparent, var(--_surface) 1rem);
}
.buttons button { padding-inline: 1rem; }
.panel[data-kind='leave'] .buttons { position: static; padding-block: .75rem 0; background: transparent; }
.visually-hidden {
  position: absolute;
  inline-size: 1px;
  block-size: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
/* A small phone: all that has to be read fits without scrolling. */
@media (orientation: portrait) and (max-height: 40rem) {
  .panel[data-kind='retry'] .image { display: none; }
  .card { gap: .75rem; }
  .card ul { gap: .5rem; }
  .card li { font-size: 1rem; }
}
/* A phone on its side: words and buttons stand beside the picture. */
@media (orientation: landscape) and (max-height: 34rem) {
  .stage { inset-inline-end: 42%; }
  .words {
    inset-inline-start: 58%;
    inset-block: 4.5rem 0 !important;
    max-block-size: none !important;
    justify-content: center;
    padding-inline: 1rem calc(1.5rem + var(--_safe-right));
    overflow: auto;
  }
  .panel[data-kind='retry'] .card {
    max-inline-size: 52rem;
    display: grid;
    grid-template-columns: 1.4fr 1fr;
    column-gap: 2.5rem;
  }
  .panel[data-kind='retry'] .card > * { grid-column: 1; }
  .panel[data-kind='retry'] .card > .image { display: none; }
  .panel[data-kind='retry'] .card > :is(.note, .buttons) { grid-column: 2; }
  .panel[data-kind='retry'] .card > .note { grid-row: 1; align-self: end; }
  .panel[data-kind='retry'] .card > .buttons { grid-row: 2 / 4; align-self: start; position: static; }
  .panel { padding-block-start: 2.5rem; }
  .card li { font-size: 1rem; }
  .card ul { gap: .35rem; }
}
@keyframes turn { to { stroke-dashoffset: var(--_turn); } }
.ring.turning { animation: turn 1.4s linear infinite; transition: none; }
@keyframes nudge { 50% { transform: translate(var(--_dx, 0), var(--_dy, 0)); } }
.arrow { animation: nudge 1.2s ease-in-out infinite; }
@media (prefers-reduced-motion: reduce) {
  .oval, .ring { transition: none; }
  .arrow { animation: none; }
  .ring.turning { animation-duration: 4s; }
}
@media (forced-colors: active) {
  .track, .ring { stroke: CanvasText; }
  button { border: 2px solid ButtonText; }
}
`;
