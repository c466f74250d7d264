// The system's package managers: their names of the packages that the tests need, and the commands that install them.

/**
 * What a machine may lack: `browser` for the web workbench, `screen` for a desktop VS Code on a machine without one.
 * @typedef {'browser' | 'screen'} Need
 */

/**
 * @typedef {object} PackageManager
 * @property {Readonly<Record<Need, readonly string[]>>} packages by what they are for
 * @property {(packages: readonly string[]) => string[][]} commands that install without a question
 */

// With a font, because a browser draws no text without one. Chromium's packages also bring the libraries of VS Code's
// window.
const XVFB = {
  apt: ['xvfb', 'xauth'],
  dnf: ['xorg-x11-server-Xvfb', 'xorg-x11-xauth'],
  apk: ['xvfb-run'],
  pacman: ['xorg-server-xvfb', 'xorg-xauth'],
  zypper: ['xorg-x11-server-Xvfb', 'xvfb-run'],
};

/**
 * By program, in the order in which they are tried.
 * @type {Readonly<Record<string, PackageManager>>}
 */
const MANAGERS = {
  // https://packages.debian.org/bookworm/chromium, /fonts-liberation, /xvfb. Ubuntu's is a snap that containers cannot run.
  'apt-get': {
    packages: needs(['chromium', 'fonts-liberation'], XVFB.apt),
    commands: (packages) => {
      // Waits for another apt-get, and gives up on an unreachable mirror.
      const patience = ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::http::Timeout=30', '-o', 'Acquire::Retries=1'];
      const apt = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...patience];
      return [
        [...apt, 'update', '-q'],
        [...apt, 'install', '-y', '-q', '--no-install-recommends', ...packages],
      ];
    },
  },
  // https://packages.fedoraproject.org/pkgs/chromium/chromium/, /liberation-fonts/, /xorg-x11-server/
  dnf: {
    packages: needs(['chromium', 'liberation-fonts'], XVFB.dnf),
    commands: (packages) => [['dnf', 'install', '-y', '--setopt=install_weak_deps=False', ...packages]],
  },
  // https://pkgs.alpinelinux.org/packages: chromium, font-liberation, xvfb-run
  apk: {
    packages: needs(['chromium', 'font-liberation'], XVFB.apk),
    commands: (packages) => [['apk', 'add', '--no-cache', ...packages]],
  },
  // https://archlinux.org/packages/extra/x86_64/chromium/, /ttf-liberation/, /xorg-server-xvfb/
  pacman: {
    packages: needs(['chromium', 'ttf-liberation'], XVFB.pacman),
    commands: (packages) => [['pacman', '-Sy', '--noconfirm', '--needed', ...packages]],
  },
  // https://software.opensuse.org/package/chromium, /liberation-fonts, /xvfb-run
  zypper: {
    packages: needs(['chromium', 'liberation-fonts'], XVFB.zypper),
    commands: (packages) => [['zypper', '--non-interactive', 'install', '--no-recommends', ...packages]],
  },
};

/**
 * @param {readonly string[]} browser
 * @param {readonly string[]} xvfb
 * @returns {Readonly<Record<Need, readonly string[]>>}
 */
function needs(browser, xvfb) {
  return { browser, screen: [...xvfb, ...browser] };
}

/**
 * Returns how to install what a machine lacks. `allowed` is whether this process may run the commands without a
 * question. Undefined without a known package manager.
 * @param {Pick<import('./machine.mjs').Machine, 'platform' | 'find'>} machine
 * @param {'root' | 'sudo' | undefined} rights
 * @param {Need} need
 * @returns {{ manager: string, packages: readonly string[], commands: string[][], allowed: boolean } | undefined}
 */
export function systemInstall({ platform, find }, rights, need) {
  if (platform !== 'linux') return undefined;
  const [manager, known] = Object.entries(MANAGERS).find(([name]) => find(name)) ?? [];
  if (manager === undefined || known === undefined) return undefined;
  const packages = known.packages[need];
  const prefix = rights === 'root' ? [] : rights === 'sudo' ? ['sudo', '-n'] : ['sudo'];
  const commands = known.commands(packages).map((command) => [...prefix, ...command]);
  return { manager, packages, commands, allowed: rights !== undefined };
}
