import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SandboxInfo } from '../sandbox/types.ts';
import type { Target } from '../src/aws/identity/target.ts';
import { kindById } from '../src/catalog/index.ts';
import type { Kind } from '../src/catalog/model/kind.ts';
import { createCore, type Core, type CoreOptions } from '../src/core.ts';
import type { Inventory } from '../src/inventory/inventory.ts';
import type { Listing } from '../src/inventory/listing/listKind.ts';

/** The five kinds of the measurements. */
export const FIVE_KINDS: readonly Kind[] = [
  'ec2.routeServerPeer',
  'ec2.ipamExternalResourceVerificationToken',
  'lightsail.bucketAccessKey',
  'lightsail.keyPair',
  'directconnect.macSecKey',
].map(kindOf);

/** Everything below VS Code, newly created, with a sandbox in place of AWS and its own journal. */
export class ExtensionUnderTest {
  readonly core: Core;
  readonly #storageDirectory = temporaryDirectory();

  /** Creates it for a sandbox. `options` may intercept its client or replace its clock. */
  constructor(sandbox: SandboxInfo, options: Pick<CoreOptions, 'interceptClient' | 'clock'> = {}) {
    this.core = createCore({
      env: { AWS_CONFIG_FILE: sandbox.configFile, AWS_SHARED_CREDENTIALS_FILE: sandbox.credentialsFile },
      // A home without AWS files, so that this machine's settings have no effect.
      homeDirectory: tmpdir(),
      storageDirectory: this.#storageDirectory,
      settings: { dryRunEndpoints: () => [sandbox.endpoint] },
      ...options,
    });
  }

  get inventory(): Inventory {
    return this.core.inventory;
  }

  /** Returns the targets of a profile in some Regions. */
  async targets(profile: string, regions: readonly string[]): Promise<readonly Target[]> {
    return this.core.profiles.targets(profile, regions);
  }

  /** Lists kinds in all targets at once, as an expanded tree does. Rejects on any failure. */
  async list(kinds: readonly Kind[], targets: readonly Target[]): Promise<readonly Listing[]> {
    const requested = targets.flatMap((target) => kinds.map((kind) => this.inventory.list(kind, target)));
    const listings = await Promise.all(requested);
    const [failure] = listings.flatMap(({ failures }) => failures);
    if (failure) throw new Error(`${failure.action}: ${failure.message}`);
    return listings;
  }

  /** Closes all connections and deletes the journal. */
  async dispose(): Promise<void> {
    await this.core.dispose();
    rmSync(this.#storageDirectory, { recursive: true, force: true });
  }
}

/** Runs work with a temporary storage directory, and deletes it. */
export async function inStorageDirectory<T>(work: (storageDirectory: string) => Promise<T>): Promise<T> {
  const directory = temporaryDirectory();
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function temporaryDirectory(): string {
  return mkdtempSync(path.join(tmpdir(), 'teardown-bench-'));
}

/** Returns a kind of the catalog. Throws if there is none. */
export function kindOf(id: string): Kind {
  const kind = kindById(id);
  if (!kind) throw new Error(`Unknown kind ${id}.`);
  return kind;
}
