/** The reflected polynomial of ECMA-182, in two halves. */
const polynomial = [0xc96c5795, 0xd7870f42] as const;
const table = Array.from({ length: 256 }, (_, byte) => {
  let [high, low] = [0, byte];
  for (let bit = 0; bit < 8; bit++) {
    const isOdd = (low & 1) === 1;
    low = ((low >>> 1) | (high << 31)) ^ (isOdd ? polynomial[1] : 0);
    high = (high >>> 1) ^ (isOdd ? polynomial[0] : 0);
  }
  return [high, low] as const;
});

/** The CRC-64 (XZ's) of bytes, in decimal: what Function Compute and OSS know code by. */
export function crc64(bytes: Uint8Array): string {
  let [high, low] = [-1, -1];
  for (const byte of bytes) {
    const [tableHigh, tableLow] = table[(low ^ byte) & 0xff] ?? [0, 0];
    low = ((low >>> 8) | (high << 24)) ^ tableLow;
    high = (high >>> 8) ^ tableHigh;
  }
  const [top, bottom] = [~high >>> 0, ~low >>> 0];
  return ((BigInt(top) << 32n) | BigInt(bottom)).toString();
}
