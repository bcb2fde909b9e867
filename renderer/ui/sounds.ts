// Owns: the sounds of the line, made with Web Audio: no files, nothing to load. Imports nothing.
// They differ in rhythm first, so that they are told apart on a noisy floor and by people who do not hear pitch.
// Start reading at `createSounds`.

export const soundKinds = ['pass', 'fail', 'error', 'attention', 'repeat'] as const;
export type SoundKind = (typeof soundKinds)[number];

/** One tone: when it starts and how long it lasts, in ms from the start of the sound. */
interface Note {
  readonly atMs: number;
  readonly forMs: number;
  readonly hz: number;
  readonly shape: OscillatorType;
}

const note = (atMs: number, forMs: number, hz: number, shape: OscillatorType = 'sine'): Note => ({
  atMs,
  forMs,
  hz,
  shape,
});

/**
 * pass: short-long, rising. fail: two long, falling. error: three even knocks. attention: two quick pairs, like a bell. repeat: one soft tone, because nothing happened.
 */
export const scores: Readonly<Record<SoundKind, readonly Note[]>> = {
  pass: [note(0, 70, 784), note(90, 220, 1175)],
  fail: [note(0, 260, 392, 'triangle'), note(320, 380, 262, 'triangle')],
  error: [note(0, 110, 330, 'square'), note(190, 110, 330, 'square'), note(380, 110, 330, 'square')],
  attention: [note(0, 60, 988), note(90, 60, 988), note(320, 60, 988), note(410, 60, 988)],
  repeat: [note(0, 160, 587)],
};

export interface Sounds {
  play(kind: SoundKind): void;
  /** 0 is off, 1 is loud. */
  setVolume(volume: number): void;
  /**
   * Browsers keep audio silent until somebody has pressed something: call it from a key or a click. Sounds before that
   * are dropped, not queued, because a late sound tells of the wrong unit. Settles when sounds can be heard.
   */
  unlock(): Promise<void>;
  close(): void;
}

/** Square waves carry more energy than sines of the same height. */
const gainOf: Readonly<Partial<Record<OscillatorType, number>>> = { square: 0.25, triangle: 0.8, sine: 0.7 };
const attackS = 0.008;
const releaseS = 0.05;

export function createSounds(openContext: () => AudioContext = () => new AudioContext()): Sounds {
  let context: AudioContext | undefined;
  let volume = 0.6;

  const sound = (audio: AudioContext, { atMs, forMs, hz, shape }: Note) => {
    const startS = audio.currentTime + atMs / 1000;
    const endS = startS + forMs / 1000;
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    oscillator.type = shape;
    oscillator.frequency.value = hz;
    const loud = volume * volume * (gainOf[shape] ?? 0.5);
    gain.gain.setValueAtTime(0, startS);
    gain.gain.linearRampToValueAtTime(loud, startS + attackS);
    gain.gain.setValueAtTime(loud, endS);
    gain.gain.linearRampToValueAtTime(0, endS + releaseS);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(startS);
    oscillator.stop(endS + releaseS);
  };

  return {
    play(kind) {
      if (volume === 0 || context?.state !== 'running') return;
      for (const each of scores[kind]) sound(context, each);
    },
    setVolume(next) {
      volume = Math.min(1, Math.max(0, next));
    },
    async unlock() {
      context ??= openContext();
      if (context.state === 'suspended') await context.resume();
    },
    close() {
      void context?.close();
      context = undefined;
    },
  };
}
