import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { VSCodeServer } from './vscodeServer.ts';

/**
 * The whole text of an output channel, from the file that VS Code keeps for it: of the window opened last. The panel itself
 * only draws the lines that fit.
 * @param channel the channel's name
 * @returns undefined while nothing was written to it
 */
export async function outputFile(server: VSCodeServer, channel: string): Promise<string | undefined> {
  const logs = path.join(server.userData, 'logs');
  // An ordinary channel has a number before its name; a log channel has a file of its own under the extension's id.
  const names = new Set([channel, channel.replace(/[\\/:*?"<>|]/g, '')]);
  const files = (await readdir(logs, { recursive: true })).filter((file) =>
    names.has(path.basename(file, '.log').replace(/^\d+-/, '')),
  );
  const dated = await Promise.all(
    files.map(async (file) => ({ file, at: (await stat(path.join(logs, file))).birthtimeMs })),
  );
  const newest = dated.sort((a, b) => b.at - a.at)[0];
  return newest && readFile(path.join(logs, newest.file), 'utf8');
}
