import { ROOT } from '../scripts/lib/run.mjs';
import { until } from '../test/harness/until.ts';
import { freePort } from '../test/harness/vscodeServer.ts';
import { FILTER_COMMAND, FILTER_TITLE, VIEW_ID, VIEW_NAME, type CompanionOrder } from './benchExtensionOrder.ts';
import type { BareOperation } from './benchExtensionSdk.ts';
import { packOther, type OtherExtension } from './otherExtension.ts';

const COMPANION: OtherExtension = {
  name: 'bench-companion',
  title: 'Bench companion',
  view: VIEW_ID,
  viewName: VIEW_NAME,
  activationEvents: ['onStartupFinished'],
  commands: { [FILTER_COMMAND]: FILTER_TITLE },
};

/** The companion's container in the activity bar. */
export const CONTAINER = COMPANION.title;

/** Bundles and packs the companion. @returns the VSIX */
export function packCompanion(folder: string): Promise<string> {
  return packOther(folder, COMPANION, async (source) => {
    const { build } = await import('esbuild');
    await build({
      ...{ absWorkingDir: ROOT, entryPoints: ['bench/benchExtensionMain.ts'], outdir: source, entryNames: 'extension' },
      ...{ bundle: true, format: 'esm', platform: 'node', target: 'node22', splitting: true, minify: true },
      external: ['vscode'],
      mainFields: ['module', 'main'],
      conditions: ['import'],
      banner: {
        js: "import{createRequire as benchRequire}from'node:module';const require=benchRequire(import.meta.url);",
      },
    });
  });
}

/** Asks the companion of one window. */
export class Companion {
  /** For the extension host. */
  readonly env: Readonly<Record<string, string>>;
  readonly #port: number;

  private constructor(order: CompanionOrder) {
    this.#port = order.port;
    this.env = { TEARDOWN_BENCH: JSON.stringify(order) };
  }

  /** Prepares one, to be started with a window. */
  static async prepare(order: Omit<CompanionOrder, 'port'>): Promise<Companion> {
    return new Companion({ ...order, port: await freePort() });
  }

  /** Waits until it runs. */
  async ready(): Promise<void> {
    await until(() => this.#ask('longest').then(() => true), 'the companion');
  }

  /** How long one bare call took in the extension host, in milliseconds. */
  call(operation: BareOperation): Promise<number> {
    return this.#ask(`call/${operation}`);
  }

  /** From now on, how long the extension host is kept from its work is watched. */
  async watch(): Promise<void> {
    await this.#ask('watch');
  }

  /** The longest time since then, in milliseconds. */
  longest(): Promise<number> {
    return this.#ask('longest');
  }

  async #ask(what: string): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/${what}`);
    if (!response.ok) throw new Error(`The companion failed: ${await response.text()}`);
    return (await response.json()) as number;
  }
}
