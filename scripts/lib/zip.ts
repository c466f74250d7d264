import { readFileSync } from 'node:fs';

/** A file in a ZIP archive (which a VSIX is). */
export interface ZipEntry {
  readonly name: string;
  /** Its compressed and uncompressed size in bytes. */
  readonly packed: number;
  readonly unpacked: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

/** Returns the files of an archive from its central directory. */
export function zipEntries(file: string): ZipEntry[] {
  const zip = readFileSync(file);
  // The end record has 22 bytes and a comment, so the search starts at the end.
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw new Error(`${file} is not a ZIP archive`);
  const entries: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error(`${file}: no directory entry at ${at}`);
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28);
    entries.push({
      name: zip.toString('utf8', at + 46, nameEnd),
      packed: zip.readUInt32LE(at + 20),
      unpacked: zip.readUInt32LE(at + 24),
    });
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}
