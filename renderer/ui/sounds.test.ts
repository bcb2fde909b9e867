import { describe, expect, it } from 'vitest';
import { createSounds, type SoundKind, scores, soundKinds } from './sounds.ts';

/** When tones begin and how long they last, without their pitch. */
const rhythm = (kind: SoundKind) => scores[kind].map(({ atMs, forMs }) => `${atMs}+${forMs}`).join(' ');

/** Counts what is started; stands for the browser's audio, which no test machine has. */
function silentAudio(state: AudioContextState) {
  const started: number[] = [];
  const loudest: number[] = [];
  const node = { connect: (next: unknown) => next };
  const context = {
    state,
    currentTime: 10,
    destination: {},
    resume: async () => {
      context.state = 'running';
    },
    close: async () => {
      context.state = 'closed';
    },
    createGain: () => ({
      ...node,
      gain: {
        setValueAtTime: () => undefined,
        linearRampToValueAtTime: (value: number) => loudest.push(value),
      },
    }),
    createOscillator: () => ({
      ...node,
      type: 'sine',
      frequency: { value: 0 },
      start: (atS: number) => started.push(atS),
      stop: () => undefined,
    }),
  };
  return { context: context as unknown as AudioContext, started, loudest };
}

describe('the sounds', () => {
  it('are told apart by rhythm alone', () => {
    expect(new Set(soundKinds.map(rhythm)).size).toBe(soundKinds.length);
  });

  it('are over within a second, so that the next unit has its own', () => {
    for (const kind of soundKinds) {
      for (const { atMs, forMs } of scores[kind]) expect(atMs + forMs).toBeLessThanOrEqual(1000);
    }
  });

  it('drop what comes before somebody has pressed something, rather than play it late', async () => {
    const audio = silentAudio('suspended');
    const sounds = createSounds(() => audio.context);
    sounds.play('pass');
    await sounds.unlock();
    expect(audio.started).toEqual([]);
    sounds.play('pass');
    expect(audio.started).toHaveLength(scores.pass.length);
  });

  it('are silent when they are off, and softer when they are low', async () => {
    const audio = silentAudio('running');
    const sounds = createSounds(() => audio.context);
    await sounds.unlock();
    sounds.setVolume(0);
    sounds.play('fail');
    expect(audio.started).toEqual([]);
    sounds.setVolume(1);
    sounds.play('fail');
    const loud = Math.max(...audio.loudest);
    audio.loudest.length = 0;
    sounds.setVolume(0.3);
    sounds.play('fail');
    expect(Math.max(...audio.loudest)).toBeLessThan(loud / 2);
  });
});
