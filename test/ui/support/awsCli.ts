import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SSO_ACCESS_TOKEN } from '../../../sandbox/identityEndpoints/tokens.ts';
import { ROOT } from '../../../scripts/lib/run.mjs';
import { until } from '../../harness/until.ts';

/** The program of the stand-in: prints what the AWS CLI prints, and waits for an approval in a browser. */
const SCRIPT = `#!/usr/bin/env node
const fs = require('node:fs');
const path = require('node:path');
const hold = __dirname;
fs.appendFileSync(path.join(hold, 'calls'), JSON.stringify({ pid: process.pid, args: process.argv.slice(2) }) + '\\n');
console.log('Attempting to open your default browser.');
console.log('If the browser does not open, open the following URL:\\n');
console.log('https://device.sso.eu-central-1.amazonaws.com/\\n');
console.log('Then enter the code:\\n\\nWDDD-HVQP\\n');
const approved = path.join(hold, 'approved');
setInterval(() => {
  if (!fs.existsSync(approved)) return;
  const token = JSON.parse(fs.readFileSync(approved, 'utf8'));
  fs.mkdirSync(path.dirname(token.file), { recursive: true });
  fs.writeFileSync(token.file, JSON.stringify(token.content));
  process.exit(0);
}, 20);
`;

/** A stand-in for the AWS CLI, in a folder that goes before all others on the PATH. */
export class AwsCli {
  /** For the PATH. */
  readonly folder = path.join(ROOT, 'build', `aws-cli-${process.pid}`);

  /** Puts it there, as new. */
  install(): void {
    this.remove();
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(path.join(this.folder, 'package.json'), '{"type":"commonjs"}');
    writeFileSync(path.join(this.folder, 'aws'), SCRIPT, { mode: 0o755 });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Waits until it was started once more, and gives what it was started with. */
  async started(): Promise<{ pid: number; args: string[] }> {
    const calls = path.join(this.folder, 'calls');
    return until(
      () => existsSync(calls) && (JSON.parse(readFileSync(calls, 'utf8').trim()) as { pid: number; args: string[] }),
      'the AWS CLI to be started',
    );
  }

  /** Approves the sign-in of an `sso-session`, whose token goes into a home folder. */
  approve(home: string, session: string): void {
    const name = createHash('sha1').update(session).digest('hex');
    const file = path.join(home, '.aws/sso/cache', `${name}.json`);
    const content = { accessToken: SSO_ACCESS_TOKEN, expiresAt: '2999-01-01T00:00:00Z', region: 'eu-central-1' };
    writeFileSync(path.join(this.folder, 'approved'), JSON.stringify({ file, content }));
  }
}
