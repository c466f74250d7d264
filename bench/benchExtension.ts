import { ROOT } from '../scripts/lib/run.mjs';
import { until } from '../test/harness/until.ts';
import { freePort } from '../test/harness/vscodeServer.ts';
import { FILTER_COMMAND, FILTER_TITLE, VIEW_ID, VIEW_NAME, type BenchExtensionConfig } from './benchExtensionOrder.ts';
import type { SdkOperation } from './benchExtensionSdk.ts';
import { packOther, type OtherExtension } from './otherExtension.ts';

const BENCH_EXTENSION: OtherExtension = {
  name: 'bench-extension',
  title: 'Bench extension',
  view: VIEW_ID,
  viewName: VIEW_NAME,
  activationEvents: ['onStartupFinished'],
  commands: { [FILTER_COMMAND]: FILTER_TITLE },
};

/** The container of the bench extension in the activity bar. */
export const CONTAINER = BENCH_EXTENSION.title;

/** Bundles and packs the bench extension. Returns the VSIX. */
export function packBenchExtension(folder: string): Promise<string> {
  return packOther(folder, BENCH_EXTENSION, async (source) => {
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

/** A client of the bench extension in one window. */
export class BenchExtensionClient {
  /** Environment variables for the extension host. */
  readonly env: Readonly<Record<string, string>>;
  readonly #port: number;

  private constructor(order: BenchExtensionConfig) {
    this.#port = order.port;
    this.env = { TEARDOWN_BENCH: JSON.stringify(order) };
  }

  /** Creates a client before its window starts. */
  static async prepare(order: Omit<BenchExtensionConfig, 'port'>): Promise<BenchExtensionClient> {
    return new BenchExtensionClient({ ...order, port: await freePort() });
  }

  /** Waits until the bench extension runs. */
  async ready(): Promise<void> {
    await until(() => this.#get('longest').then(() => true), 'the bench extension');
  }

  /** Returns how long one request with the bare SDK took in the extension host, in milliseconds. */
  call(operation: SdkOperation): Promise<number> {
    return this.#get(`call/${operation}`);
  }

  /** Starts to measure how long the extension host is blocked. */
  async watch(): Promise<void> {
    await this.#get('watch');
  }

  /** Returns the longest block since then in milliseconds, and stops measuring. */
  longest(): Promise<number> {
    return this.#get('longest');
  }

  async #get(what: string): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/${what}`);
    if (!response.ok) throw new Error(`The bench extension failed: ${await response.text()}`);
    return (await response.json()) as number;
  }
}
