import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { ROOT } from '../../../scripts/lib/run.mjs';

/** A program that behaves like a browser for `--version` and for a page. */
const BROWSER = '#!/bin/sh\necho ready\n';

/** The result of the installation of a browser. */
export interface Brought {
  readonly status: number | null;
  readonly output: string;
  /** The path of the browser. */
  readonly found: string | undefined;
  /** The programs that were run, with their arguments. */
  readonly ran: readonly string[];
}

/** Installs a browser like `npm test`, as the user with the id UID. */
const BRING = `
import { ensureBrowser } from ${JSON.stringify(path.join(ROOT, 'scripts/lib/browser.mjs'))};
import { main } from ${JSON.stringify(path.join(ROOT, 'scripts/lib/run.mjs'))};
process.getuid = () => Number(process.env.UID);
await main(async () => console.log('FOUND ' + await ensureBrowser(process.env.PACKAGE)));
`;

/** A PATH with only the programs that a test adds. Each records its arguments. */
export class BareMachine {
  readonly #home = mkdtempSync(path.join(tmpdir(), 'td-bare-'));
  readonly bin = path.join(this.#home, 'bin');
  readonly #package = path.join(this.#home, 'package');
  readonly #ran = path.join(this.#home, 'ran');

  constructor() {
    mkdirSync(this.bin);
    mkdirSync(this.#package);
    symlinkSync('/usr/bin/env', path.join(this.bin, 'env'));
    const packages = { '': {}, 'node_modules/@sparticuz/chromium': { version: '1.0.0' } };
    writeFileSync(path.join(this.#package, 'package-lock.json'), JSON.stringify({ packages }));
  }

  /** Adds a program. In its text, `$BIN` is the folder of the PATH. */
  program(name: string, text: string): void {
    const file = path.join(this.bin, name);
    writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> "$RAN"\n${text}\n`);
    chmodSync(file, 0o755);
  }

  /** Adds a package manager that installs a browser. */
  packageManager(name: string): void {
    this.program(
      name,
      `case "$*" in *chromium*) printf '#!/bin/sh\\necho ready\\n' > "$BIN/chromium"; /bin/chmod +x "$BIN/chromium";; esac`,
    );
  }

  /** Adds an `npm` whose package contains a browser. */
  npm(browser = BROWSER): void {
    const shipped = path.join(this.#home, 'shipped');
    mkdirSync(shipped);
    writeFileSync(path.join(shipped, 'chromium.br'), brotliCompressSync(browser));
    writeFileSync(path.join(shipped, 'al2023.tar.br'), brotliCompressSync(tarOf('lib/libnss3.so', 'library')));
    writeFileSync(path.join(shipped, 'fonts.tar.br'), brotliCompressSync(tarOf('fonts/a.ttf', 'font')));
    const target = 'node_modules/@sparticuz/chromium';
    this.program(
      'npm',
      `[ "$1" = ci ] && /bin/mkdir -p ${target} && /bin/cp -r "${shipped}" ${target}/bin && /bin/cp package-lock.json node_modules/.package-lock.json`,
    );
  }

  /** Finds a browser, or installs one, without standard input. */
  bring({ uid = 1000, env = {} }: { readonly uid?: number; readonly env?: NodeJS.ProcessEnv } = {}): Brought {
    writeFileSync(this.#ran, '');
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', BRING], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...{ PATH: this.bin, BIN: this.bin, RAN: this.#ran, PACKAGE: this.#package, UID: String(uid) },
        HOME: this.#home,
        // Nothing is installed, and nothing can be installed.
        PLAYWRIGHT_BROWSERS_PATH: path.join(this.#home, 'playwright'),
        PLAYWRIGHT_DOWNLOAD_HOST: 'http://127.0.0.1:1',
        ...env,
      },
    });
    return {
      status,
      output: stdout + stderr,
      found: /^FOUND (.*)$/m.exec(stdout)?.[1],
      ran: readFileSync(this.#ran, 'utf8').split('\n').filter(Boolean),
    };
  }

  /** The folder to which the browser of the npm package is unpacked. */
  get unpacked(): string {
    return path.join(this.#package, 'node_modules/.chromium');
  }

  /** Deletes the folders. */
  remove(): void {
    rmSync(this.#home, { recursive: true, force: true });
  }
}

/** Makes a tar archive of one file. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html */
export function tarOf(name: string, content: string, type = '0'): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write(type, 156);
  header.write('ustar\0' + '00', 257);
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  body.write(content);
  return Buffer.concat([header, body, Buffer.alloc(1024)]);
}
