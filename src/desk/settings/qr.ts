// A QR code (ISO/IEC 18004) for short texts: byte mode, error correction level M, versions 1 to 10, mask by penalty.
// Enough for an otpauth address; longer texts give null and are shown as text alone.

/** Of level M, by version from 1: correction bytes a block, blocks, data bytes in all. */
const sizes: readonly (readonly [number, number, number])[] = [
  [10, 1, 16],
  [16, 1, 28],
  [26, 1, 44],
  [18, 2, 64],
  [24, 2, 86],
  [16, 4, 108],
  [18, 4, 124],
  [22, 4, 154],
  [22, 5, 182],
  [26, 5, 216],
];
const alignments: readonly (readonly number[])[] = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]];

const powers = new Uint8Array(512);
const logs = new Uint8Array(256);
for (let index = 0, value = 1; index < 255; index += 1, value = (value << 1) ^ (value >= 128 ? 0x11d : 0)) {
  powers[index] = value;
  powers[index + 255] = value;
  logs[value] = index;
}
const times = (one: number, other: number) => (one === 0 || other === 0 ? 0 : powers[logs[one]! + logs[other]!]!);

export type Grid = readonly (readonly boolean[])[];

export function qrCode(text: string): Grid | null {
  const bytes = new TextEncoder().encode(text);
  const version = sizes.findIndex(([, , data], index) => bytes.length + (index < 9 ? 2 : 3) <= data) + 1;
  if (version === 0) return null;
  const bits = bitsOf(codewords(bytes, version));
  const side = version * 4 + 17;
  const base = skeleton(version, side);
  const grids = Array.from({ length: 8 }, (_, mask) => filled(base, bits, mask, version, side));
  return grids.reduce((best, grid) => (penalty(grid) < penalty(best) ? grid : best));
}

function codewords(bytes: Uint8Array, version: number): number[] {
  const [correction, blocks, total] = sizes[version - 1]!;
  const bits: number[] = [];
  const put = (value: number, length: number) => {
    for (let bit = length - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1);
  };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  put(0, Math.min(4, total * 8 - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  const data = Array.from({ length: bits.length / 8 }, (_, index) => Number.parseInt(bits.slice(index * 8, index * 8 + 8).join(''), 2));
  for (let pad = 0; data.length < total; pad += 1) data.push(pad % 2 === 0 ? 0xec : 0x11);
  const short = Math.floor(total / blocks);
  const long = total % blocks;
  let at = 0;
  const parts = Array.from({ length: blocks }, (_, block) => {
    const length = short + (block >= blocks - long ? 1 : 0);
    at += length;
    return data.slice(at - length, at);
  });
  const checks = parts.map((part) => remainder(part, correction));
  const interleave = (lists: readonly number[][], length: number) =>
    Array.from({ length }, (_, index) => lists.flatMap((list) => (index < list.length ? [list[index]!] : []))).flat();
  return [...interleave(parts, short + 1), ...interleave(checks, correction)];
}

function remainder(data: readonly number[], length: number): number[] {
  let generator = [1];
  for (let degree = 0; degree < length; degree += 1) {
    const next = Array.from({ length: generator.length + 1 }, () => 0);
    generator.forEach((coefficient, index) => {
      next[index]! ^= coefficient;
      next[index + 1]! ^= times(coefficient, powers[degree]!);
    });
    generator = next;
  }
  const rest = [...data, ...Array.from({ length }, () => 0)];
  for (let index = 0; index < data.length; index += 1) {
    const factor = rest[index]!;
    generator.forEach((coefficient, offset) => {
      rest[index + offset]! ^= times(coefficient, factor);
    });
  }
  return rest.slice(data.length);
}

function bitsOf(bytes: readonly number[]): number[] {
  return bytes.flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (byte >> bit) & 1));
}

/** Fixed patterns; null is room for data. */
function skeleton(version: number, side: number): (boolean | null)[][] {
  const grid: (boolean | null)[][] = Array.from({ length: side }, () => Array.from({ length: side }, () => null));
  const set = (row: number, column: number, dark: boolean) => {
    if (row >= 0 && column >= 0 && row < side && column < side) grid[row]![column] = dark;
  };
  for (const [top, left] of [
    [0, 0],
    [0, side - 7],
    [side - 7, 0],
  ] as const) {
    for (let row = -1; row <= 7; row += 1) {
      for (let column = -1; column <= 7; column += 1) {
        const ring = Math.max(Math.abs(row - 3), Math.abs(column - 3));
        set(top + row, left + column, ring !== 2 && ring !== 4);
      }
    }
  }
  const places = alignments[version - 1]!;
  for (const row of places) {
    for (const column of places) {
      if (grid[row]![column] !== null) continue;
      for (let down = -2; down <= 2; down += 1)
        for (let right = -2; right <= 2; right += 1) set(row + down, column + right, Math.max(Math.abs(down), Math.abs(right)) !== 1);
    }
  }
  for (let index = 8; index < side - 8; index += 1) {
    grid[6]![index] ??= index % 2 === 0;
    grid[index]![6] ??= index % 2 === 0;
  }
  for (const [row, column] of formatPlaces(side).flat()) grid[row]![column] = false;
  if (version >= 7) for (const [row, column] of versionPlaces(side).flat()) grid[row]![column] = false;
  grid[side - 8]![8] = true;
  return grid;
}

type At = readonly [number, number];

/** Bit 0 first, each bit at its two places. */
function formatPlaces(side: number): (readonly [At, At])[] {
  const near = (bit: number): At => (bit < 6 ? [bit, 8] : bit < 8 ? [bit + 1, 8] : bit === 8 ? [8, 7] : [8, 14 - bit]);
  const far = (bit: number): At => (bit < 8 ? [8, side - 1 - bit] : [side - 15 + bit, 8]);
  return Array.from({ length: 15 }, (_, bit) => [near(bit), far(bit)] as const);
}

function versionPlaces(side: number): (readonly [At, At])[] {
  return Array.from({ length: 18 }, (_, bit) => {
    const long = Math.floor(bit / 3);
    const short = side - 11 + (bit % 3);
    return [
      [long, short],
      [short, long],
    ] as const;
  });
}

const masks: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_row, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

function filled(base: readonly (readonly (boolean | null)[])[], bits: readonly number[], mask: number, version: number, side: number): boolean[][] {
  let next = 0;
  const grid = base.map((row) => [...row]);
  for (let right = side - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    const upward = ((right + 1) & 2) === 0;
    for (let step = 0; step < side; step += 1) {
      const row = upward ? side - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (grid[row]![column] !== null) continue;
        grid[row]![column] = (bits[next] === 1) !== masks[mask]!(row, column);
        next += 1;
      }
    }
  }
  const format = withCheck(mask, 0x537, 10) ^ 0x5412;
  formatPlaces(side).forEach((places, bit) => {
    for (const [row, column] of places) grid[row]![column] = ((format >> bit) & 1) === 1;
  });
  if (version >= 7) {
    const check = withCheck(version, 0x1f25, 12);
    versionPlaces(side).forEach((places, bit) => {
      for (const [row, column] of places) grid[row]![column] = ((check >> bit) & 1) === 1;
    });
  }
  return grid as boolean[][];
}

/** Level M is 00, so the five bits of the format are the mask alone. */
function withCheck(value: number, generator: number, length: number): number {
  let rest = value << length;
  for (let bit = 31 - Math.clz32(rest); bit >= length; bit -= 1) if ((rest >> bit) & 1) rest ^= generator << (bit - length);
  return (value << length) | rest;
}

function penalty(grid: Grid): number {
  const side = grid.length;
  const lines = [...grid.map((row) => [...row]), ...grid.map((_, column) => grid.map((row) => row[column]!))];
  let points = 0;
  for (const line of lines) {
    const text = line.map((dark) => (dark ? '1' : '0')).join('');
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) points += run.length - 2;
    for (const pattern of ['10111010000', '00001011101']) for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) points += 40;
  }
  for (let row = 1; row < side; row += 1) {
    for (let column = 1; column < side; column += 1) {
      const dark = grid[row]![column];
      if (dark === grid[row - 1]![column] && dark === grid[row]![column - 1] && dark === grid[row - 1]![column - 1]) points += 3;
    }
  }
  const share = (grid.flat().filter(Boolean).length * 100) / (side * side);
  return points + Math.floor(Math.abs(share - 50) / 5) * 10;
}
