// Whether the suites against moto can run here. Node's own modules only.
import { spawnSync } from 'node:child_process';

/**
 * Returns why moto cannot run here, or undefined if it can.
 * @returns {string | undefined}
 */
export function motoProblem() {
  const { status, error } = spawnSync('python3', ['-c', 'import moto.server, boto3'], { stdio: 'ignore' });
  if (error) return 'There is no python3 on the PATH.';
  return status === 0 ? undefined : "Python has no moto here (pip install 'moto[server]').";
}
