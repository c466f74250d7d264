// Unpacks a tar archive (ustar) with Node alone: a machine with nothing but Node may have no tar.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const BLOCK = 512;

/**
 * Writes the files of an archive into a folder. Ignores links and other special entries.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html (ustar Interchange Format)
 * @param {Buffer} archive
 * @param {string} folder
 */
export function untar(archive, folder) {
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0;) {
    const header = archive.subarray(at, at + BLOCK);
    const name = path.join(text(header, 345, 155), text(header, 0, 100));
    const size = Number.parseInt(text(header, 124, 12).trim() || '0', 8);
    const type = text(header, 156, 1);
    const file = path.resolve(folder, name);
    if (path.relative(folder, file).startsWith('..'))
      throw new Error(`The archive has a file outside its folder: ${name}`);
    at += BLOCK;
    if (type === '' || type === '0') {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, archive.subarray(at, at + size));
    }
    at += Math.ceil(size / BLOCK) * BLOCK;
  }
}

/**
 * Returns a field up to its NUL.
 * @param {Buffer} header
 * @param {number} start
 * @param {number} length
 * @returns {string}
 */
function text(header, start, length) {
  const [value = ''] = header.toString('latin1', start, start + length).split('\0');
  return value;
}
