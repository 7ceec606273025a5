import { frontParts, sideParts, type LightSample, type LitPart, type MeanLight } from '@face-session/face';
import type { LightStep } from '@face-session/protocol';
import type { LightThresholds } from './calibration.js';
import { screenLightAt } from './draw-light.js';
import { evidence, type Evidence } from './evidence.js';

/** A frame of a challenge of light: when it was taken after the first colour was shown, ms, and its light. */
export interface LitFrame {
  readonly atMs: number;
  readonly light: LightSample;
}

/**
 * What the light on a face shows: `seen` the drawn colours, on a thing with the relief of a head; `attack` something else; `abstained` too little to tell, as in
 * bright surroundings.
 */
export type LightVerdict = 'seen' | 'attack' | 'abstained';

/** The checks of a challenge of light. */
export type LightCheck = 'lightSignal' | 'lightSequence' | 'lightBackground' | 'lightEvenness' | 'lightRelief' | 'lightShading';

export interface LightJudgement {
  readonly verdict: LightVerdict;
  readonly evidence: Partial<Record<LightCheck, Evidence>>;
  /** When the colours were seen after they were shown, ms. */
  readonly lagMs: number;
}

/** Steps in which the lag is looked for, ms. */
const LAG_STEP_MS = 40;

/** Added to light before its logarithm is taken: nearly black has no colour. */
const DARK = 0.002;

/** Two series, of red against green and of blue against green. */
type Colours = readonly [Float64Array, Float64Array];

/**
 * Looks for a sequence of screen colours in the light of a face. Only ratios of the channels are compared, so that the exposure of the camera changes nothing; what the
 * background does is taken off, so that its white balance changes nothing either. Slow changes are taken off both.
 */
export function judgeLight(frames: readonly LitFrame[], steps: readonly LightStep[], thresholds: LightThresholds): LightJudgement {
  const times = frames.map(({ atMs }) => atMs);
  const detrend = createDetrend(times);
  const coloursOf = (lightIn: (sample: LightSample) => MeanLight): Colours => {
    const ratios = frames.map(({ light }) => {
      const [red, green, blue] = lightIn(light).map((value) => Math.log(value + DARK)) as [number, number, number];
      return [red - green, blue - green] as const;
    });
    return [detrend(ratios.map(([red]) => red)), detrend(ratios.map(([, blue]) => blue))];
  };
  const hasBackground = frames.every(({ light }) => light.background !== undefined);
  const background = hasBackground ? coloursOf(({ background: behind }) => behind as MeanLight) : undefined;
  const parts = Object.fromEntries([...frontParts, ...sideParts].map((name) => [name, coloursOf(({ parts: of }) => of[name])]));
  const front = meanOf(frontParts.map((name) => parts[name] as Colours));
  const lit = background ? minus(front, background) : front;

  const bestFit = (measured: Colours): Fit => {
    let best: Fit | undefined;
    for (let lagMs = 0; lagMs <= thresholds.maxLagMs; lagMs += LAG_STEP_MS) {
      const fit = fitOf(measured, expectedColours(times, steps, lagMs, detrend), lagMs);
      if (!best || fit.explained > best.explained) best = fit;
    }
    return best as Fit;
  };
  if (frames.length < thresholds.minFrames) {
    return { verdict: 'abstained', evidence: { lightSignal: evidence('doubtful', 0, thresholds.minSignal) }, lagMs: 0 };
  }
  const best = bestFit(lit);
  const { lagMs } = best;
  const found: Partial<Record<LightCheck, Evidence>> = {};
  const told = (verdict: LightVerdict): LightJudgement => ({ verdict, evidence: found, lagMs });

  // A tint of the whole picture moves the background as it moves the face. The light of a screen hardly reaches it.
  if (background) {
    const face = bestFit(front);
    const behind = fitOf(background, face.expected, face.lagMs);
    const share = face.amplitude > 0 ? behind.amplitude / face.amplitude : 0;
    const isSure = behind.signal >= thresholds.minSignal && face.signal >= thresholds.minSignal;
    if (isSure) {
      found.lightBackground = evidence(share <= thresholds.maxBackground ? 'pass' : 'fail', share, thresholds.maxBackground);
      if (share > thresholds.maxBackground) return told('attack');
    }
  }
  // Colours that change for a reason, but not as they were drawn: those of a recording made under another sequence.
  const changes = changesOf(lit);
  if (best.explained < thresholds.maxOther && changes.size >= thresholds.minChange && changes.steadiness >= thresholds.minSteadiness) {
    found.lightSequence = evidence('fail', best.explained, thresholds.maxOther);
    return told('attack');
  }
  if (best.signal < thresholds.minSignal || best.amplitude < thresholds.minAmplitude || best.explained < thresholds.minExplained) {
    found.lightSignal = evidence('doubtful', best.signal, thresholds.minSignal);
    return told('abstained');
  }
  found.lightSignal = evidence('pass', best.signal, thresholds.minSignal);
  found.lightSequence = evidence('pass', best.explained, thresholds.minExplained);
  if (!background) {
    // Without one, nothing tells the light of the screen from a tint of the picture.
    found.lightBackground = evidence('doubtful');
    return told('abstained');
  }
  const answerOf = (name: LitPart): AnsweredPart => {
    const { gain, error } = gainAlong(minus(parts[name] as Colours, background), lit);
    const light = frames.reduce((sum, { light: { parts: of } }) => sum + of[name][1], 0) / frames.length;
    return { gain, error, added: gain * light };
  };
  const [atFront, atSides] = [frontParts.map(answerOf), sideParts.map(answerOf)];
  const error = Math.sqrt(mean(atFront.map((part) => part.error ** 2)));
  const everywhere = [...atFront, ...atSides];
  const unlike = Math.sqrt(mean(everywhere.map(({ gain }) => (gain - 1) ** 2)));
  const unlikeError = Math.sqrt(mean(everywhere.map((part) => part.error ** 2)));
  const relief = mean(atSides.map(({ added }) => added)) / mean(atFront.map(({ added }) => added));
  const smallest = Math.min(...atFront.map(({ added }) => added));
  const unevenness = smallest > 0 ? Math.max(...atFront.map(({ added }) => added)) / smallest : Infinity;
  const isEven = unevenness <= thresholds.maxUnevenness;
  const isRelief = relief <= thresholds.maxRelief;
  // What noise may have done is no attack.
  const wrong = error <= thresholds.maxReliefError ? 'fail' : 'doubtful';
  found.lightEvenness = evidence(isEven ? 'pass' : wrong, unevenness, thresholds.maxUnevenness);
  found.lightRelief = evidence(isRelief ? 'pass' : wrong, relief, thresholds.maxRelief);
  if (!isEven || !isRelief) return told(wrong === 'fail' ? 'attack' : 'abstained');
  // Light that falls on a face as the room's own light does cannot be told from a tint, and what noise may have done shows no shape.
  const minUnlike = Math.max(thresholds.minUnlike, thresholds.minUnlikeOverError * unlikeError);
  found.lightShading = evidence(unlike >= minUnlike ? 'pass' : 'doubtful', unlike, minUnlike);
  return told(unlike >= minUnlike ? 'seen' : 'abstained');
}

/** How a part answers. */
interface AnsweredPart {
  /** As a share of the answer of the whole front, over what the room gives: 1 everywhere under a tint. */
  readonly gain: number;
  readonly error: number;
  /** Light that the screen adds, in some unit. */
  readonly added: number;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** How well measured colours follow expected ones. */
interface Fit {
  readonly lagMs: number;
  readonly expected: Colours;
  /** Change of the ratio for a full change of the screen, by channel pair. */
  readonly gains: readonly [number, number];
  /** Share of the changes that the expected ones explain, 0 to 1. */
  readonly explained: number;
  /** The gains over their error. */
  readonly signal: number;
  /** Root mean square of the explained changes, as a share of the light. */
  readonly amplitude: number;
}

function fitOf(measured: Colours, expected: Colours, lagMs: number): Fit {
  let [whole, part, error] = [0, 0, 0];
  const gains: number[] = [];
  const signals: number[] = [];
  measured.forEach((series, channel) => {
    const wanted = expected[channel] as Float64Array;
    const power = dot(wanted, wanted);
    // The screen adds light: a channel pair that answers the other way answers nothing.
    const gain = power > 0 ? Math.max(0, dot(series, wanted) / power) : 0;
    const total = dot(series, series);
    const explained = gain * gain * power;
    const left = Math.max(1e-12, total - explained);
    const freedom = Math.max(1, series.length - TREND_TERMS - 1);
    gains.push(gain);
    signals.push(power > 0 ? explained / (left / freedom) : 0);
    whole += total;
    part += explained;
    error += left;
  });
  const count = measured[0].length * 2;
  return {
    lagMs,
    expected,
    gains: gains as [number, number],
    explained: whole > 0 ? part / whole : 0,
    signal: error > 0 ? Math.sqrt(signals.reduce((sum, value) => sum + value, 0)) : 0,
    amplitude: Math.sqrt(part / Math.max(1, count)),
  };
}

/** How much of the face's answer another part gives, 1 the same, with its standard error. */
function gainAlong(measured: Colours, whole: Colours): { gain: number; error: number } {
  let [product, power, total, count] = [0, 0, 0, 0];
  measured.forEach((series, channel) => {
    product += dot(series, whole[channel] as Float64Array);
    power += dot(whole[channel] as Float64Array, whole[channel] as Float64Array);
    total += dot(series, series);
    count += series.length;
  });
  if (power <= 0) return { gain: 0, error: Infinity };
  const gain = product / power;
  const left = Math.max(0, total - gain * product) / Math.max(1, count - 2 * TREND_TERMS - 1);
  return { gain, error: Math.sqrt(left / power) };
}

/** How much colours change, as a share of the light, and how much more than from frame to frame: white noise has 1, what lasts has more. */
function changesOf(colours: Colours): { size: number; steadiness: number } {
  let [power, steps, count] = [0, 0, 0];
  for (const series of colours) {
    power += dot(series, series);
    count += series.length;
    for (let place = 1; place < series.length; place++) steps += ((series[place] as number) - (series[place - 1] as number)) ** 2 / 2;
  }
  return { size: Math.sqrt(power / Math.max(1, count)), steadiness: power / Math.max(1e-12, steps) };
}

function expectedColours(times: readonly number[], steps: readonly LightStep[], lagMs: number, detrend: Detrend): Colours {
  const shown = times.map((time) => screenLightAt(steps, time - lagMs));
  return [detrend(shown.map(([red, green]) => red - green)), detrend(shown.map(([, green, blue]) => blue - green))];
}

const TREND_TERMS = 3;
type Detrend = (values: readonly number[]) => Float64Array;

/** Takes mean, slope and bend off a series: what a white balance or a cloud does is slower than the colours. */
function createDetrend(times: readonly number[]): Detrend {
  const span = Math.max(1, (times.at(-1) ?? 0) - (times[0] ?? 0));
  const basis: Float64Array[] = [];
  for (let power = 0; power < TREND_TERMS; power++) {
    const term = Float64Array.from(times, (time) => ((2 * (time - (times[0] ?? 0))) / span - 1) ** power);
    for (const earlier of basis) subtract(term, earlier, dot(term, earlier));
    const size = Math.sqrt(dot(term, term));
    if (size > 1e-9) basis.push(term.map((value) => value / size));
  }
  return (values) => {
    const series = Float64Array.from(values);
    for (const term of basis) subtract(series, term, dot(series, term));
    return series;
  };
}

function subtract(from: Float64Array, term: Float64Array, times: number): void {
  for (let at = 0; at < from.length; at++) from[at] = (from[at] as number) - times * (term[at] as number);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] as number) * (b[at] as number);
  return sum;
}

function meanOf(all: readonly Colours[]): Colours {
  const mean = (channel: 0 | 1): Float64Array =>
    Float64Array.from(
      all[0]?.[channel] ?? [],
      (_, at) => all.reduce((sum, colours) => sum + (colours[channel][at] as number), 0) / all.length,
    );
  return [mean(0), mean(1)];
}

function minus(a: Colours, b: Colours): Colours {
  return [a[0].map((value, at) => value - (b[0][at] as number)), a[1].map((value, at) => value - (b[1][at] as number))];
}
