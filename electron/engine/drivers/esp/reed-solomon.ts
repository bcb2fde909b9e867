// RS(44,32) as the eFuse controller checks its blocks: twelve check bytes over GF(2^8) with x^8+x^4+x^3+x^2+1,
// generator roots a^0 to a^11 (ESP32-C3 TRM, "eFuse Controller", "RS Encoding").

const PRIMITIVE = 0x11d;
export const RS_DATA_BYTES = 32;
export const RS_CHECK_BYTES = 12;

/** Product in the field, by shifting and adding. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let x = a, y = b; y !== 0; y >>>= 1) {
    if (y & 1) product ^= x;
    x = x & 0x80 ? (x << 1) ^ PRIMITIVE : x << 1;
  }
  return product;
}

function generatorPolynomial(): readonly number[] {
  let polynomial = [1];
  let root = 1;
  for (let degree = 0; degree < RS_CHECK_BYTES; degree++) {
    const times = polynomial.map((coefficient) => multiply(coefficient, root));
    polynomial = [...polynomial, 0].map((coefficient, index) => coefficient ^ (times[index - 1] ?? 0));
    root = multiply(root, 2);
  }
  return polynomial;
}

/** The twelve check bytes of 32 bytes of data: the remainder of a polynomial division. */
export function reedSolomonCheck(data: Uint8Array): Uint8Array {
  const generator = generatorPolynomial();
  const work = new Uint8Array(data.length + RS_CHECK_BYTES);
  work.set(data);
  for (let at = 0; at < data.length; at++) {
    const factor = work[at] ?? 0;
    if (factor === 0) continue;
    generator.forEach((coefficient, index) => {
      work[at + index] = (work[at + index] ?? 0) ^ multiply(coefficient, factor);
    });
  }
  return work.slice(data.length);
}
