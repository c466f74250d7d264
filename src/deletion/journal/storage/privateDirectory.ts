import { constants } from 'node:fs';
import { chmod, mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '../../../common/errors.ts';

/**
 * Makes a folder that only this user can look into, and its name durable.
 *
 * @param folder its path; what is missing above it is made too
 * @throws what the system says
 */
export async function ensurePrivateDirectory(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  // VS Code, or an older version, may have made it for everybody to read.
  await chmod(folder, 0o700).catch(() => undefined);
  if (made === undefined) return;
  const last = path.dirname(path.resolve(made));
  for (let above = path.resolve(folder); above !== last;) {
    above = path.dirname(above);
    await fsyncDirectory(above);
  }
}

/**
 * Flushes the names in a folder: without it a new file can be gone after a power cut, flushed as it may be. Windows has no
 * such call, and no need of it.
 *
 * @param folder its path
 * @throws what the system says
 */
export async function fsyncDirectory(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (error) {
    // Some file systems cannot do this with folders, and say so in one of these ways.
    if (!['EINVAL', 'ENOTSUP', 'ENOSYS'].includes(errorCode(error) ?? '')) throw error;
  } finally {
    await handle.close();
  }
}
