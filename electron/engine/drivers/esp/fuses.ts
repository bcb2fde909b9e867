// The user-data block of the eFuses (BLOCK3, 256 bits), burned through the controller's registers.
// ESP32-C3, S3, C6 and H2 TRM, chapter "eFuse Controller": "User Programming of Parameters", "Register Summary".

import { SlipwayError } from '../../../contract/errors.ts';
import type { Sentence } from '../../../contract/sentence.ts';
import { say } from '../../../contract/sentences.ts';
import type { FusesCapability } from '../driver.ts';
import { readReg, writeReg } from './commands.ts';
import type { Loader } from './connect.ts';
import { RS_DATA_BYTES, reedSolomonCheck } from './reed-solomon.ts';

/** Offsets from the controller's base; the same on the four chips. */
const PGM_DATA = 0x00;
const PGM_CHECK_VALUE = 0x20;
const RD_USR_DATA = 0x7c;
const CONF = 0x1cc;
const CMD = 0x1d4;
const RD_RS_ERR0 = 0x1c0;
const DAC_CONF = 0x1e8;
const WR_TIM_CONF1 = 0x1f0;
const WR_TIM_CONF2 = 0x1f4;

const WRITE_OP_CODE = 0x5a5a;
const READ_OP_CODE = 0x5aa5;
const CMD_READ = 1;
const CMD_PROGRAM = 2;
const CMD_BUSY = CMD_READ | CMD_PROGRAM;
const USER_DATA_BLOCK = 3;
const DATA_WORDS = 8;
const CHECK_WORDS = 3;
/** Count of bytes that had to be corrected in BLOCK3: bits 8 to 10 of RD_RS_ERR0. */
const USER_DATA_ERRORS = 0x700;
/** Programming voltage and times at the crystal's clock (TRM, "eFuse-Programming Timing"). */
const DAC_NUM = 0xff << 9;
const DAC_CLK_DIV = 0x28;
const PWR_ON_NUM = 0x3000 << 8;
const PWR_OFF_NUM = 0x190;
const POLLS = 50;
const POLL_INTERVAL_MS = 2;

/** Undefined on chips whose controller we do not know how to burn, and where registers cannot be reached. */
export function fusesCapability(
  loaderFor: (signal: AbortSignal) => Promise<Loader>,
  efuseBase: number,
): FusesCapability {
  return {
    userDataBytes: RS_DATA_BYTES,
    async readUserData(signal) {
      const loader = await loaderFor(signal);
      await reload(loader, efuseBase, signal);
      return readBlock(loader, efuseBase, signal);
    },
    async burnUserData(data, signal) {
      if (data.length > RS_DATA_BYTES)
        throw mismatch(say('reason-fuses-too-long', { sizeBytes: data.length, limitBytes: RS_DATA_BYTES }));
      const loader = await loaderFor(signal);
      const wanted = new Uint8Array(RS_DATA_BYTES);
      wanted.set(data);
      await reload(loader, efuseBase, signal);
      const before = await readBlock(loader, efuseBase, signal);
      if (before.some((byte) => byte !== 0)) throw mismatch(say('reason-fuses-burned-before'));
      await program(loader, efuseBase, wanted, signal);
      await reload(loader, efuseBase, signal);
      const after = await readBlock(loader, efuseBase, signal);
      const errors = (await readReg(loader, efuseBase + RD_RS_ERR0, signal)) & USER_DATA_ERRORS;
      if (!Buffer.from(after).equals(wanted)) throw mismatch(say('reason-fuses-read-differently'));
      if (errors !== 0) throw mismatch(say('reason-fuses-corrected'));
    },
  };
}

const mismatch = (reason: Sentence) =>
  new SlipwayError('device/fuse-mismatch', say('fuses-wrong', { reason }), {
    context: { block: USER_DATA_BLOCK },
  });

async function program(loader: Loader, base: number, data: Uint8Array, signal: AbortSignal): Promise<void> {
  const coded = new Uint8Array(RS_DATA_BYTES + CHECK_WORDS * 4);
  coded.set(data);
  coded.set(reedSolomonCheck(data), RS_DATA_BYTES);
  const view = new DataView(coded.buffer);
  await waitIdle(loader, base, signal);
  await writeReg(loader, base + DAC_CONF, DAC_NUM | DAC_CLK_DIV, signal);
  await writeReg(loader, base + WR_TIM_CONF1, PWR_ON_NUM, signal);
  await writeReg(loader, base + WR_TIM_CONF2, PWR_OFF_NUM, signal);
  for (let word = 0; word < DATA_WORDS + CHECK_WORDS; word++) {
    await writeReg(loader, stagingAddress(base, word), view.getUint32(word * 4, true), signal);
  }
  await writeReg(loader, base + CONF, WRITE_OP_CODE, signal);
  await writeReg(loader, base + CMD, CMD_PROGRAM | (USER_DATA_BLOCK << 2), signal);
  await waitIdle(loader, base, signal);
  // What was staged must not be burned into another block by a later command.
  for (let word = 0; word < DATA_WORDS + CHECK_WORDS; word++) {
    await writeReg(loader, stagingAddress(base, word), 0, signal);
  }
}

const stagingAddress = (base: number, word: number) =>
  base + (word < DATA_WORDS ? PGM_DATA + word * 4 : PGM_CHECK_VALUE + (word - DATA_WORDS) * 4);

/** Loads the fuses into the read registers, which otherwise hold what was there at reset. */
async function reload(loader: Loader, base: number, signal: AbortSignal): Promise<void> {
  await waitIdle(loader, base, signal);
  await writeReg(loader, base + CONF, READ_OP_CODE, signal);
  await writeReg(loader, base + CMD, CMD_READ, signal);
  await waitIdle(loader, base, signal);
}

async function readBlock(loader: Loader, base: number, signal: AbortSignal): Promise<Uint8Array> {
  const out = new Uint8Array(RS_DATA_BYTES);
  const view = new DataView(out.buffer);
  for (let word = 0; word < DATA_WORDS; word++) {
    view.setUint32(word * 4, await readReg(loader, base + RD_USR_DATA + word * 4, signal), true);
  }
  return out;
}

async function waitIdle(loader: Loader, base: number, signal: AbortSignal): Promise<void> {
  for (let poll = 0; poll < POLLS; poll++) {
    if (((await readReg(loader, base + CMD, signal)) & CMD_BUSY) === 0) return;
    await loader.link.clock.sleep(POLL_INTERVAL_MS, signal);
  }
  throw new SlipwayError('device/timeout', say('fuses-busy'), {
    context: { timeoutMs: POLLS * POLL_INTERVAL_MS },
  });
}
