/** Texts by path -> the bytes of a zip archive, packed, as a spreadsheet program writes it. */
import { deflateRawSync } from "node:zlib";

const END = 22, ENTRY = 46, HEAD = 30;

export const packed = (parts, pack = deflateRawSync) => {
  const bodies = [], entries = [];
  let at = 0;
  for (const [path, text] of Object.entries(parts)) {
    const name = Buffer.from(path), plain = Buffer.from(text), content = pack(plain);
    const about = (buffer, start) => {
      buffer.writeUInt16LE(8, start + 4); // deflated
      buffer.writeUInt32LE(content.length, start + 14);
      buffer.writeUInt32LE(plain.length, start + 18);
      buffer.writeUInt16LE(name.length, start + 22);
      return buffer;
    };
    const head = about(Buffer.alloc(HEAD), 4), entry = about(Buffer.alloc(ENTRY), 6);
    head.writeUInt32LE(0x04034b50, 0);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(at, 42);
    bodies.push(head, name, content);
    entries.push(entry, name);
    at += HEAD + name.length + content.length;
  }
  const end = Buffer.alloc(END);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...bodies, ...entries, end]));
};
