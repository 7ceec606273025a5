import type { View } from './view.js';

/** Feedback in addition to the screen. */
type Signal = 'taken' | 'passed' | 'failed';

/** The signal of a change of the screen; undefined if there is none. Pure. */
export function signalOf(before: View['phase'] | undefined, now: View['phase']): Signal | undefined {
  if (before === now) return undefined;
  if (now === 'upload' || now === 'gestureUpload') return 'taken';
  if (now === 'passed') return 'passed';
  const wasChecking = before === 'upload' || before === 'gestureUpload' || before === 'closing';
  return wasChecking && (now === 'retry' || now === 'failed') ? 'failed' : undefined;
}

/** Milliseconds of vibration, pause, vibration. */
const vibrations: Readonly<Record<Signal, number[]>> = { taken: [20], passed: [30, 60, 30], failed: [60, 80, 60] };

/** Hertz of the notes of each sound, one after the other. */
const notes: Readonly<Record<Signal, readonly number[]>> = { taken: [880], passed: [660, 990], failed: [330, 262] };

/** Seconds of a note, and its loudness of 1. */
const NOTE = { seconds: 0.14, gain: 0.12 };

interface FeedbackOptions {
  readonly haptics: boolean;
  readonly sounds: boolean;
  readonly speech: boolean;
  /** BCP 47, for the voice. */
  readonly language: string;
}

/** Touch, sound and speech of one session. The words on the screen are the captions: nothing is conveyed by sound alone. */
interface Feedback {
  readonly signal: (signal: Signal) => void;
  readonly say: (text: string) => void;
  readonly close: () => void;
}

export function createFeedback({ haptics, sounds, speech, language }: FeedbackOptions): Feedback {
  let audio: AudioContext | undefined;
  // Without a touch before, browsers refuse both and complain in the console.
  const isTouched = (): boolean => (navigator as { userActivation?: UserActivation }).userActivation?.hasBeenActive ?? true;
  const play = (frequencies: readonly number[]): void => {
    audio ??= new AudioContext();
    let at = audio.currentTime;
    for (const frequency of frequencies) {
      const tone = new OscillatorNode(audio, { frequency });
      const gain = new GainNode(audio, { gain: NOTE.gain });
      gain.gain.setTargetAtTime(0, at + NOTE.seconds / 2, NOTE.seconds / 6);
      tone.connect(gain).connect(audio.destination);
      tone.start(at);
      tone.stop(at + NOTE.seconds);
      at += NOTE.seconds;
    }
  };
  return {
    signal(signal) {
      if (haptics && isTouched()) (navigator as { vibrate?: Navigator['vibrate'] }).vibrate?.(vibrations[signal]);
      if (sounds && isTouched() && 'AudioContext' in globalThis) play(notes[signal]);
    },
    say(text) {
      if (!speech || !('speechSynthesis' in globalThis)) return;
      const words = new SpeechSynthesisUtterance(text);
      words.lang = language;
      speechSynthesis.cancel();
      speechSynthesis.speak(words);
    },
    close() {
      void audio?.close();
      if (speech && 'speechSynthesis' in globalThis) speechSynthesis.cancel();
    },
  };
}
