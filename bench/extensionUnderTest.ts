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

/** The five kinds that the figures are of. */
export const FIVE_KINDS: readonly Kind[] = [
  'ec2.routeServerPeer',
  'ec2.ipamExternalResourceVerificationToken',
  'lightsail.bucketAccessKey',
  'lightsail.keyPair',
  'directconnect.macSecKey',
].map(kindOf);

/** Everything below VS Code, new and empty, with a sandbox for AWS and a journal of its own. */
export class Product {
  readonly core: Core;
  readonly #storageDirectory = temporaryDirectory();

  /** Creates it for a sandbox; `options` may intercept its client, or bring another clock. */
  constructor(sandbox: SandboxInfo, options: Pick<CoreOptions, 'interceptClient' | 'clock'> = {}) {
    this.core = createCore({
      env: { AWS_CONFIG_FILE: sandbox.configFile, AWS_SHARED_CREDENTIALS_FILE: sandbox.credentialsFile },
      // A home without AWS files: nothing of this machine's own settings counts.
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

  /** Lists kinds in all targets at once, as an opened tree does. Rejects when anything could not be listed. */
  async list(kinds: readonly Kind[], targets: readonly Target[]): Promise<readonly Listing[]> {
    const requested = targets.flatMap((target) => kinds.map((kind) => this.inventory.list(kind, target)));
    const listings = await Promise.all(requested);
    const [failure] = listings.flatMap(({ failures }) => failures);
    if (failure) throw new Error(`${failure.action}: ${failure.message}`);
    return listings;
  }

  /** Closes all connections, and removes the journal. */
  async dispose(): Promise<void> {
    await this.core.dispose();
    rmSync(this.#storageDirectory, { recursive: true, force: true });
  }
}

/** Runs some work with a storage directory of its own, and removes it. */
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

/** Returns a kind of the catalog; throws where there is none. */
export function kindOf(id: string): Kind {
  const kind = kindById(id);
  if (!kind) throw new Error(`There is no kind ${id}.`);
  return kind;
}
