/** The files inside a zip archive, without a library. Async: the browser unpacks by streams. */

// Bytes of one file, unpacked, and of all together; as in generator/seqf/text/spreadsheet.py.
const LARGEST_MEMBER = 60_000_000, LARGEST = 200_000_000;
const TOO_LARGE = "the file is far larger inside than any workbook that people fill in; is it the right one?";

/** These bytes can't be read; the message says why, in a line. */
export class Damaged extends Error {}

const damaged = () => new Damaged("the file is damaged or locked with a password; save it again as .xlsx");

/** Whether bytes begin as a zip archive does, which every XLSX is. */
export const isZip = (bytes) => bytes.length > 3 && bytes[0] === 80 && bytes[1] === 75 && bytes[2] === 3 && bytes[3] === 4;

const unpacked = async (packed) => {
  const parts = [];
  let size = 0;
  try {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    for (let reader = stream.getReader(), part; !(part = await reader.read()).done;) {
      size += part.value.length;
      if (size > LARGEST_MEMBER) break;
      parts.push(part.value);
    }
  } catch {
    throw damaged();
  }
  if (size > LARGEST_MEMBER) throw new Damaged(TOO_LARGE);
  return new Uint8Array(await new Blob(parts).arrayBuffer());
};

/** Bytes of an archive -> Map of path to a function that gives the file's bytes. Throws Damaged. */
export const openZip = (bytes) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map();
  let whole = 0;
  try {
    let end = bytes.length - 22;
    while (view.getUint32(end, true) !== 0x06054b50) end--;
    let at = view.getUint32(end + 16, true);
    for (let count = view.getUint16(end + 10, true); count > 0; count--) {
      if (view.getUint32(at, true) !== 0x02014b50) throw damaged();
      const deflated = view.getUint16(at + 10) !== 0, size = view.getUint32(at + 20, true);
      whole += view.getUint32(at + 24, true);
      const nameSize = view.getUint16(at + 28, true), locked = view.getUint16(at + 8, true) & 1;
      const start = view.getUint32(at + 42, true);
      const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameSize));
      found.set(name, async () => {
        if (locked) throw damaged();
        const packed = bytes.subarray(from, from + size);
        return deflated ? unpacked(packed) : packed;
      });
      at += 46 + nameSize + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
  } catch {
    throw damaged();
  }
  if (whole > LARGEST) throw new Damaged(TOO_LARGE);
  return found;
};
