import { constants } from 'node:fs';
import { chmod, mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '../../../common/errors.ts';

/** Creates a folder that only this user can read, parents included, and makes its name durable. Throws the system's error. */
export async function ensurePrivateDirectory(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  // VS Code or an older version may have created it readable for everyone.
  await chmod(folder, 0o700).catch(() => undefined);
  if (made === undefined) return;
  const last = path.dirname(path.resolve(made));
  for (let above = path.resolve(folder); above !== last;) {
    above = path.dirname(above);
    await fsyncDirectory(above);
  }
}

/**
 * Flushes the names in a folder: without it a power cut can lose a new file although its content was flushed. Windows neither has nor needs
 * such a call. Throws the system's error.
 */
export async function fsyncDirectory(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (error) {
    // Some file systems do not support this for folders, and return one of these codes.
    if (!['EINVAL', 'ENOTSUP', 'ENOSYS'].includes(errorCode(error) ?? '')) throw error;
  } finally {
    await handle.close();
  }
}
