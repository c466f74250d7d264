import path from 'node:path';
import type { Env } from '../aws/config/sharedFilePaths.ts';

/**
 * Returns the directory in which a program outside VS Code keeps this user's state: `%LOCALAPPDATA%` on Windows,
 * `Application Support` on macOS, `$XDG_STATE_HOME` elsewhere (https://specifications.freedesktop.org/basedir-spec/latest/).
 */
export function stateDirectory(env: Env, home: string, platform: NodeJS.Platform = process.platform): string {
  return path.join(baseDirectory(env, home, platform), 'teardown-aws');
}

function baseDirectory(env: Env, home: string, platform: NodeJS.Platform): string {
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support');
  const stateHome = env['XDG_STATE_HOME'];
  // The specification demands that a relative path is ignored.
  return stateHome !== undefined && path.isAbsolute(stateHome) ? stateHome : path.join(home, '.local', 'state');
}
