// Whether the suites that need a server of somebody else's can run here. Node's own modules only.
import { spawnSync } from 'node:child_process';

/** @returns {string | undefined} why moto cannot run here; undefined where it can */
export function whyNoMoto() {
  const { status, error } = spawnSync('python3', ['-c', 'import moto.server, boto3'], { stdio: 'ignore' });
  if (error) return 'There is no python3 on the PATH.';
  return status === 0 ? undefined : "Python has no moto here (pip install 'moto[server]').";
}
