/**
 * The look. Tokens are custom properties that an integrator may set on the element; sizes are logical, so that they turn with the script.
 * Colours keep a contrast of 4.5 to 1 (text) and 3 to 1 (marks) in both themes. `data-flow`, `data-card`, `data-tight` and `data-low` say how the screen is
 * laid out (layout.ts).
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
  --_soft: var(--face-session-soft, #f3f6fb);
  --_text: var(--face-session-text, #15181c);
  --_muted: var(--face-session-muted, #565d66);
  --_track: var(--face-session-track, #7b838d);
  --_line: var(--face-session-line, #e1e6ec);
  --_scrim: var(--face-session-scrim, rgb(15 20 30 / 55%));
  --_raised: var(--face-session-raised, #fff);
  --_radius: var(--face-session-radius, 1.75rem);
  --_font: var(--face-session-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', 'Noto Sans Devanagari', sans-serif);
  --_safe-top: env(safe-area-inset-top, 0px);
  --_safe-bottom: env(safe-area-inset-bottom, 0px);
  --_safe-left: env(safe-area-inset-left, 0px);
  --_safe-right: env(safe-area-inset-right, 0px);
  --_side: min(1.5rem, 6vw);
  --_head: 64px;
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
  --_surface: var(--face-session-surface, #101317);
  --_soft: var(--face-session-soft, #1a1f26);
  --_text: var(--face-session-text, #f1f3f4);
  --_muted: var(--face-session-muted, #b4bac2);
  --_track: var(--face-session-track, #7d858f);
  --_line: var(--face-session-line, #2a3038);
  --_scrim: var(--face-session-scrim, rgb(0 0 0 / 65%));
  --_raised: var(--face-session-raised, #23272c);
  color-scheme: dark;
}
*, *::before, *::after { box-sizing: border-box; }
.hidden { display: none !important; }

/* The frame: header, face, words; in a column, or words beside the face, or as a card upon a ground. */
.frame { position: relative; display: flex; flex-direction: column; inline-size: 100%; block-size: 100%; margin: auto; background: var(--_surface); overflow: hidden; }
header {
  display: flex;
  align-items: center;
  gap: .5rem;
  flex: none;
  order: -1;
  padding: var(--_safe-top) calc(8px + var(--_safe-right)) 0 calc(var(--_side) + var(--_safe-left));
  min-block-size: calc(var(--_head) + var(--_safe-top));
  z-index: 2;
}
dialog[dir='rtl'] header { padding-right: calc(var(--_side) + var(--_safe-right)); padding-left: calc(8px + var(--_safe-left)); }
/* At its own size and shape, whether it is slotted or drawn by the part's content. */
.logo { display: flex; align-items: center; gap: .6rem; min-inline-size: 0; max-block-size: 3rem; margin-inline-end: auto; overflow: hidden; object-fit: contain; }
.logo img { block-size: 28px; inline-size: auto; max-inline-size: 40vw; border-radius: 7px; flex: none; }
.logo .name { font-weight: 700; font-size: 1.125rem; letter-spacing: -.01em; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.test { flex: none; padding: .15em .6em; border: 2px solid currentColor; border-radius: 6px; }
.stage { position: relative; flex: 0 1000 var(--_stage, 26rem); min-block-size: 154px; }
.look { position: absolute; inset: 0; transition: transform .2s ease; }
[data-flow='tall'] .look[data-gesture='MOVE_CLOSER'] { transform: scale(1.03); }
.look[data-gesture='MOVE_FURTHER'] { transform: scale(.88); }
/* Nothing but the face. */
.face { position: absolute; border-radius: 50%; overflow: hidden; isolation: isolate; background: var(--_soft); }
video { position: absolute; max-inline-size: none; object-fit: fill; transform: scaleX(-1); }
.face[data-picture='none'] video { visibility: hidden; }
.face[data-picture='still'] video { filter: brightness(.58) saturate(.8); }
.overlay { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; overflow: visible; }
.tick { stroke: var(--_track); stroke-width: 2.2; stroke-linecap: round; }
.lit { stroke: var(--_accent); stroke-width: 4.4; stroke-linecap: round; transform: scale(0); transition: transform .12s linear; }
.on > .lit { transform: none; }
.mark > .lit { transform: scale(.45, .7); }
dialog[data-tone='good'] .lit { stroke: var(--_good); }
/* A rim of the theme's own, so that it stands out from dark hair as from a bright wall. */
.arrow { fill: none; stroke: var(--_accent); stroke-width: 7; stroke-linecap: round; stroke-linejoin: round; filter: drop-shadow(0 0 1.5px var(--_surface)) drop-shadow(0 0 1.5px var(--_surface)) drop-shadow(0 0 3px var(--_surface)); }
.side {
  flex: 1 1 auto;
  min-block-size: 0;
  display: flex;
  flex-direction: column;
  padding: 1rem calc(var(--_side) + var(--_safe-right)) calc(1.25rem + var(--_safe-bottom)) calc(var(--_side) + var(--_safe-left));
}
.words { flex: 0 1 auto; min-block-size: 0; overflow: auto; text-align: center; }
.line { margin: 0 auto; font-size: 1.625rem; font-weight: 680; line-height: 1.22; letter-spacing: -.012em; max-inline-size: 24rem; text-wrap: balance; overflow-wrap: anywhere; }
.line.long { font-size: 1.375rem; }
dialog:is(:lang(ar), :lang(fa), :lang(ur), :lang(hi), :lang(am), :lang(zh)) :is(.line, h2, .name) { letter-spacing: 0; }
dialog:lang(ur) :is(.line, h2) { line-height: 1.5; }
.step { margin: .5rem 0 0; color: var(--_muted); font-size: 1rem; }
dialog[data-tone='good'] .line { color: var(--_good); }
.words.insistent .line { font-weight: 800; }
.acts { flex: none; display: flex; flex-direction: column; align-items: center; gap: .5rem; padding-block-start: .75rem; }
.acts button { max-inline-size: 26rem; }
.shutter { inline-size: 100%; }
.phases { flex: none; margin: auto 0 0; padding: .75rem 0 0; list-style: none; display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 8px; }
.phases li { font-size: .8125rem; font-weight: 550; color: var(--_muted); text-align: center; overflow-wrap: anywhere; }
.phases i { display: block; block-size: 4px; border-radius: 4px; background: var(--_line); margin-block-end: 6px; overflow: hidden; }
.phases b { display: block; block-size: 100%; border-radius: 4px; background: var(--_accent); inline-size: 0; transition: inline-size .2s ease; }
.phases .done b { background: var(--_good); }
.phases .on { color: var(--_text); font-weight: 650; }

button {
  font: inherit;
  font-size: 1.0625rem;
  font-weight: 650;
  line-height: 1.2;
  color: inherit;
  border: 0;
  cursor: pointer;
  position: relative;
  overflow: hidden;
  min-block-size: min(3.5rem, 72px);
  padding: .6rem 1.25rem;
  border-radius: calc(var(--_radius) * .64);
  touch-action: manipulation;
}
button > span { position: relative; }
:is(button, a, summary):focus-visible { outline: 3px solid var(--_accent); outline-offset: 3px; }
button.icon:focus-visible { outline-offset: -3px; }
button.primary { background: var(--_accent); color: var(--_on-accent); }
button.secondary { background: transparent; color: var(--_accent); min-block-size: min(3rem, 64px); }
button.icon { min-block-size: 48px; min-inline-size: 48px; padding: 0; display: grid; place-items: center; background: transparent; border-radius: 999px; flex: none; }
button.icon svg { inline-size: min(1.5rem, 36px); block-size: min(1.5rem, 36px); fill: none; stroke: currentColor; stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round; }
button[aria-disabled='true'] { cursor: default; }
/* The text's own colour deepens the ground of either theme, so that the words on it stay readable. */
.fill { position: absolute; inset: 0; background: var(--_text); opacity: .28; transform-origin: 100% 50%; animation: fill 2.5s linear both; }
dialog[dir='rtl'] .fill { transform-origin: 0 50%; }

/* Panels: a drawing, a headline, one thing to do; buttons at the foot, always in view. */
.panel {
  position: absolute;
  inset: calc(var(--_head) + var(--_safe-top)) 0 0;
  z-index: 1;
  background: var(--_surface);
  padding: 4px calc(var(--_side) + var(--_safe-right)) calc(1.25rem + var(--_safe-bottom)) calc(var(--_side) + var(--_safe-left));
}
.card { inline-size: 100%; block-size: 100%; display: flex; flex-direction: column; gap: 1.5rem; min-block-size: 0; }
.image { flex: 0 1000 14.5rem; min-block-size: 0; display: grid; place-items: center; background: var(--_soft); border-radius: var(--_radius); color: var(--_accent); overflow: hidden; }
.panel:is([data-kind='blocked'], [data-kind='failed']) .image { flex-basis: 11.25rem; }
.panel[data-kind='failed'] .image { color: var(--_bad); }
.drawing { block-size: 68%; inline-size: auto; max-inline-size: 70%; min-block-size: 0; fill: none; stroke: currentColor; stroke-width: 3.2; stroke-linecap: round; stroke-linejoin: round; }
.image ::slotted(*) { max-inline-size: 100%; max-block-size: 100%; }
.faint { opacity: .4; }
.tint { fill: currentColor; stroke: none; opacity: .2; }
.solid { fill: currentColor; }
.body { flex: 1 1 auto; min-block-size: 0; overflow: auto; overflow-wrap: anywhere; padding-inline: 2px; margin-inline: -2px; }
h2 { margin: 0; font-size: 1.875rem; font-weight: 720; line-height: 1.16; letter-spacing: -.02em; text-wrap: balance; }
h2.long { font-size: 1.5rem; line-height: 1.2; }
h2:focus { outline: none; }
.text { margin: .625rem 0 0; color: var(--_muted); font-size: 1.0625rem; text-wrap: pretty; }
.rows { margin: 1.5rem 0 0; padding: 0; list-style: none; display: grid; gap: .875rem; }
.rows li { display: grid; grid-template-columns: 2.75rem minmax(0, 1fr); gap: .875rem; align-items: center; }
.sign { inline-size: 2.75rem; block-size: 2.75rem; border-radius: calc(var(--_radius) * .5); background: var(--_soft); color: var(--_accent); display: grid; place-items: center; font-weight: 700; }
.mark:is(svg) { inline-size: 1.5rem; block-size: 1.5rem; fill: none; stroke: currentColor; stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round; flex: none; }
.tries { margin: 1.25rem 0 0; display: flex; gap: .625rem; align-items: center; color: var(--_text); font-weight: 550; }
.dots { display: flex; gap: .5rem; }
.dots i { inline-size: .75rem; block-size: .75rem; border-radius: 50%; background: var(--_accent); }
.dots .gone { background: transparent; box-shadow: inset 0 0 0 2px var(--_track); }
.more { margin-block-start: .75rem; }
.more summary { display: inline-flex; align-items: center; min-block-size: 44px; padding-inline-end: .5em; cursor: pointer; color: var(--_accent); font-weight: 600; }
.more summary::after { content: ''; inline-size: .5em; block-size: .5em; margin-inline-start: .6em; border: solid currentColor; border-width: 0 2px 2px 0; transform: translateY(-20%) rotate(45deg); }
.more[open] summary::after { transform: translateY(20%) rotate(-135deg); }
.panel:is([data-kind='failed'], [data-kind='blocked']) summary { color: var(--_muted); }
.more ul { margin: 0; padding: .25rem 0 .5rem; list-style: none; display: grid; gap: .625rem; color: var(--_muted); }
.more li { display: grid; grid-template-columns: .5rem minmax(0, 1fr); gap: .75rem; }
.more li::before { content: ''; inline-size: .375rem; block-size: .375rem; margin-block-start: .55em; border-radius: 50%; background: currentColor; }
code { font: .875em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; text-align: start; }
.foot { flex: none; display: grid; gap: .5rem; }
.note { margin: 0 0 .25rem; display: flex; gap: .625rem; align-items: flex-start; font-size: .9375rem; color: var(--_muted); background: var(--_soft); padding: .75rem .875rem; border-radius: calc(var(--_radius) * .58); }
.note .mark { inline-size: 1.25rem; block-size: 1.25rem; }
.note a { color: var(--_accent); text-underline-offset: 3px; display: inline-block; padding-block: .125rem; }
.panel[data-kind='passed'] .card { justify-content: center; align-items: center; text-align: center; }
.panel[data-kind='passed'] .image { flex: none; inline-size: 8.25rem; block-size: 8.25rem; border-radius: 50%; color: var(--_good); position: relative; background: transparent; }
.panel[data-kind='passed'] .image::before { content: ''; position: absolute; inset: 0; background: var(--_good); opacity: .14; border-radius: 50%; }
.panel[data-kind='passed'] .drawing { block-size: 100%; max-inline-size: 100%; stroke-width: 6; position: relative; }
.panel[data-kind='passed'] .body { flex: none; padding-block-end: 18%; }
.panel[data-kind='leave'] { inset: 0; background: var(--_scrim); z-index: 3; display: grid; grid-template-columns: minmax(0, 1fr); place-items: safe end center; padding-block: 1rem calc(1rem + var(--_safe-bottom)); --_side: 1rem; overflow: auto; }
.panel[data-kind='leave'] .card { block-size: auto; max-inline-size: 26rem; background: var(--_raised); border-radius: var(--_radius); padding: min(1.5rem, 6vw); box-shadow: 0 12px 40px rgb(0 0 0 / 25%); }
.visually-hidden { position: absolute; inline-size: 1px; block-size: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

/* Words beside the face: a phone on its side, a desktop. */
[data-flow='wide'] .frame { display: grid; grid-template: minmax(0, 1fr) / 44% minmax(0, 1fr); }
[data-flow='wide'] header { position: absolute; inset: 0 0 auto; pointer-events: none; }
[data-flow='wide'] header button { pointer-events: auto; }
[data-flow='wide']:not([data-card]) .logo { visibility: hidden; }
[data-flow='wide'] .stage { min-block-size: 0; margin-inline-start: var(--_safe-left); }
[data-flow='wide'] .side { justify-content: safe center; padding-block: 52px calc(.75rem + var(--_safe-bottom)); padding-inline: 1rem 2rem; min-block-size: 0; max-block-size: 100%; }
[data-flow='wide'] .words { text-align: start; }
[data-flow='wide'] .line { margin-inline: 0; }
[data-flow='wide'] .acts { align-items: start; }
[data-flow='wide'] .acts .secondary { text-align: start; padding-inline: 0; }
[data-flow='wide'] .phases { margin-block-start: .5rem; max-inline-size: 26rem; }
[data-flow='wide'] .panel { inset: 0; padding-block: 16px calc(1rem + var(--_safe-bottom)); }
[data-flow='wide'] .panel .card { display: grid; grid-template: minmax(0, 1fr) auto / minmax(0, 5fr) minmax(0, 6fr); gap: .75rem 2rem; }
[data-flow='wide'] .panel .image { grid-row: 1 / 3; }
[data-flow='wide'] .panel :is(.body, .foot) { grid-column: 2; }
[data-flow='wide'] .panel .body { margin-inline-end: 48px; align-self: stretch; }
[data-flow='wide'] .drawing { max-block-size: 12rem; }
[data-flow='wide'] .panel[data-kind='passed'] .card, [data-flow='wide'] .panel[data-kind='leave'] .card { display: flex; }
[data-flow='wide'] .panel[data-kind='passed'] .body { padding: 0; }
[data-flow='wide'] .panel[data-kind='leave'] { place-items: safe center; }
[data-flow='wide'] .panel:is([data-kind='leave'], [data-kind='passed']) .body { margin-inline: 0; }

/* A card upon the ground: tablets and desktops. */
dialog[data-card] { background: var(--_soft); display: grid; place-items: center; }
dialog[data-card][data-theme='dark'] { background: linear-gradient(rgb(0 0 0 / 40%) 0 0), var(--_surface); }
dialog:not([open]) { display: none; }
[data-card] .frame { border-radius: calc(var(--_radius) * 1.1); box-shadow: 0 10px 50px rgb(20 30 50 / 10%); inline-size: min(34rem, 88%); block-size: min(52rem, 92%); }
[data-card][data-flow='wide'] .frame { inline-size: min(60rem, 92%); block-size: min(38rem, 90%); grid-template: auto minmax(0, 1fr) / 46% minmax(0, 1fr); }
dialog[data-card] header { padding-inline: 2.5rem 1rem; --_head: 76px; }
[data-card][data-flow='wide'] header { position: static; grid-column: 1 / 3; }
[data-card] .side { padding-inline: 2.5rem; padding-block-end: 2rem; }
[data-card][data-flow='wide'] .side { padding: 0 3rem 2.5rem 1rem; }
[data-card][data-flow='wide'][dir='rtl'] .side { padding: 0 1rem 2.5rem 3rem; }
[data-card][data-flow='wide'] .stage { margin: 0 0 2.5rem; }
[data-card] .panel { inset-block-start: 76px; padding: 4px 2.5rem 2.25rem; }
[data-card][data-flow='wide'] .panel .card { gap: 1rem 3rem; }
[data-card][data-flow='wide'] .panel .body { margin-inline-end: -2px; padding-block-start: 1rem; }
[data-card] .panel[data-kind='leave'] { inset: 0; place-items: safe center; }

/* Little room: words and buttons before drawings and phases. */
[data-tight] { --_head: 52px; }
[data-tight] .line { font-size: 1.3125rem; }
[data-tight] .line.long { font-size: 1.125rem; }
dialog:is([data-tight], [data-flow='wide']:not([data-card])) h2 { font-size: 1.375rem; }
dialog:is([data-tight], [data-flow='wide']:not([data-card])) h2.long { font-size: 1.25rem; }
dialog:is([data-tight], [data-flow='wide']:not([data-card])) .text { font-size: 1rem; margin-block-start: .375rem; }
dialog:is([data-tight], [data-flow='wide']:not([data-card])) .rows { margin-block-start: .875rem; gap: .5rem; }
dialog:is([data-tight], [data-flow='wide']:not([data-card])) .rows li { grid-template-columns: 2.25rem minmax(0, 1fr); gap: .75rem; }
dialog:is([data-tight], [data-flow='wide']:not([data-card])) .sign { inline-size: 2.25rem; block-size: 2.25rem; }
dialog:is([data-tight], [data-flow='wide']:not([data-card])) .tries { margin-block-start: .75rem; }
[data-tight] .card { gap: .5rem; }
[data-tight][data-flow='tall'] .rows { gap: .375rem; margin-block-start: .625rem; }
[data-low] h2 { hyphens: auto; }
[data-tight] .sign { inline-size: 2rem; block-size: 2rem; }
[data-tight] .panel:not([data-kind='passed']) .image { flex-basis: 8rem; }
[data-tight]:is([data-low], [data-flow='wide']) .panel:not([data-kind='passed']) .image, [data-tight] .panel[data-kind='introduction'] .image { display: none; }
[data-tight] .panel[data-kind='passed'] .image { inline-size: 5rem; block-size: 5rem; }
dialog:is([data-tight], [data-flow='wide']:not([data-card])) button.primary { min-block-size: min(3rem, 64px); padding-block: .5rem; }
dialog:is([data-tight], [data-flow='wide']:not([data-card])) button.secondary { min-block-size: 44px; padding-block: .25rem; }
[data-tight] .side { padding-block: .25rem calc(.75rem + var(--_safe-bottom)); }
[data-tight] .acts { padding-block-start: .375rem; gap: .25rem; }
[data-tight] .phases { padding-block-start: .375rem; }
[data-tight] .phases li { font-size: .75rem; }
[data-tight] .panel { padding-block-end: calc(.75rem + var(--_safe-bottom)); }
dialog:is([data-tight], [data-flow='wide']:not([data-card])) .note { padding: .5rem .75rem; font-size: .875rem; }
[data-tight][data-flow='wide'] .phases { display: none; }
[data-tight][data-flow='wide'] .side { padding-block-start: 52px; padding-inline: .5rem 1rem; }
[data-tight][data-flow='wide'] .panel:not([data-kind='passed'], [data-kind='leave']) .card { grid-template: minmax(0, 1fr) auto / minmax(0, 1fr); gap: .5rem; }
[data-tight][data-flow='wide'] .panel :is(.body, .foot) { grid-column: 1; }

@keyframes fill { from { transform: none; } to { transform: scaleX(0); } }
@keyframes run { 0% { transform: none; } 42%, 100% { transform: scale(0); } }
.turning .lit { animation: run 1.44s linear infinite; animation-delay: calc(var(--_i) * 20ms - 1.44s); transition: none; }
@keyframes nudge { 50% { transform: translate(var(--_dx, 0), var(--_dy, 0)); } }
.arrow { animation: nudge 1.2s ease-in-out infinite; }
/* An animation of nothing would redraw the page 60 times a second. */
.arrow:not([d*='M']) { display: none; }
@media (prefers-reduced-motion: reduce) {
  .look, .lit, .phases b { transition: none; }
  .arrow { animation: none; }
  /* Marked all round instead of running. */
  .turning .lit { animation: none; transform: scale(.45, .8); }
}
@media (forced-colors: active) {
  .tick, .lit { stroke: CanvasText; }
  .on > .lit { stroke: Highlight; }
  .phases b, .dots i { background: Highlight; forced-color-adjust: none; }
  button { border: 2px solid ButtonText; }
}
`;
