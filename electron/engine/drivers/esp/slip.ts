// SLIP framing (RFC 1055) as the Espressif loaders use it: a delimiter at both ends of every frame.
// esptool documentation, "Serial Protocol", "Low Level Protocol". Pure: bytes in, bytes out.

const END = 0xc0;
const ESC = 0xdb;
const ESC_END = 0xdc;
const ESC_ESC = 0xdd;

/** One frame with its delimiters, ready for the wire. */
export function encodeSlip(payload: Uint8Array): Uint8Array {
  const out = new Uint8Array(payload.length * 2 + 2);
  let at = 0;
  out[at++] = END;
  for (const byte of payload) {
    if (byte === END) {
      out[at++] = ESC;
      out[at++] = ESC_END;
    } else if (byte === ESC) {
      out[at++] = ESC;
      out[at++] = ESC_ESC;
    } else {
      out[at++] = byte;
    }
  }
  out[at++] = END;
  return out.subarray(0, at);
}

export interface SlipDecoder {
  /**
   * Takes what arrived and returns the frames that it completed. Bytes before the first delimiter, frames with a wrong
   * escape and frames over the limit are dropped; whatever stands between two delimiters is a frame, so a lost
   * delimiter costs one frame and not the stream.
   */
  push(bytes: Uint8Array): Uint8Array[];
  /** Forgets a partial frame and waits for the next delimiter. */
  reset(): void;
}

/** A decoder that never holds more than `maxFrameBytes`. */
export function createSlipDecoder(maxFrameBytes: number): SlipDecoder {
  const buffer = new Uint8Array(maxFrameBytes);
  let length = 0;
  let isEscaped = false;
  /** Until the next delimiter nothing can be a frame: at the start, after a wrong escape, after too many bytes. */
  let isDropping = true;

  return {
    push(bytes) {
      const frames: Uint8Array[] = [];
      for (const byte of bytes) {
        if (byte === END) {
          if (!isDropping && !isEscaped && length > 0) frames.push(buffer.slice(0, length));
          length = 0;
          isEscaped = false;
          isDropping = false;
          continue;
        }
        if (isDropping) continue;
        let value = byte;
        if (isEscaped) {
          isEscaped = false;
          if (byte === ESC_END) value = END;
          else if (byte === ESC_ESC) value = ESC;
          else {
            isDropping = true;
            continue;
          }
        } else if (byte === ESC) {
          isEscaped = true;
          continue;
        }
        if (length === maxFrameBytes) {
          isDropping = true;
          continue;
        }
        buffer[length++] = value;
      }
      return frames;
    },
    reset() {
      length = 0;
      isEscaped = false;
      isDropping = true;
    },
  };
}
