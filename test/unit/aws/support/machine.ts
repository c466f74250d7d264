import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { resolveSharedFilePaths, type SharedFilePaths, type Env } from '../../../../src/aws/config/sharedFilePaths.ts';
import { createCore, type Core, type CoreOptions } from '../../../../src/core.ts';

/** A fake machine: its own home folder, and an environment without the AWS settings of the real machine. */
export class Machine {
  readonly home: string;
  readonly files: SharedFilePaths;
  readonly #saved: NodeJS.ProcessEnv;

  constructor() {
    this.home = mkdtempSync(join(tmpdir(), 'teardown-aws-'));
    this.files = resolveSharedFilePaths({}, this.home);
    this.#saved = { ...process.env };
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, { HOME: this.home, USERPROFILE: this.home, AWS_EC2_METADATA_DISABLED: 'true' });
  }

  /** Sets variables of this process, which the SDK reads. */
  setProcessEnv(env: Env): void {
    for (const [name, value] of Object.entries(env)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }

  /** Writes a file and the folders above it. */
  write(path: string, content: string | Buffer): string {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  config(content: string | Buffer): void {
    this.write(this.files.config, content);
  }

  credentials(content: string | Buffer): void {
    this.write(this.files.credentials, content);
  }

  /** Writes an SSO token in the format of `aws sso login`. */
  ssoToken(cacheKey: string, token: object): string {
    const name = createHash('sha1').update(cacheKey).digest('hex');
    return this.write(join(this.files.ssoCache, `${name}.json`), JSON.stringify(token));
  }

  /** Returns everything below VS Code on this machine: its processes may run, and MFA prompts are declined. */
  createCore({ prompts, ...options }: CoreOptions = {}): Core {
    return createCore({
      env: {},
      homeDirectory: this.home,
      ...options,
      prompts: { canRunProcess: () => true, ...prompts },
    });
  }

  /** Puts the environment back and removes the home folder. */
  dispose(): void {
    for (const name of Object.keys(process.env)) {
      if (!(name in this.#saved)) Reflect.deleteProperty(process.env, name);
    }
    Object.assign(process.env, this.#saved);
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** Returns the time in that many seconds as ISO 8601. */
export function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}
