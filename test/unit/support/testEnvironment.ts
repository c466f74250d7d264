import assert from 'node:assert/strict';
import { SandboxClient } from '../../../sandbox/client.ts';
import { startSandbox, type RunningSandbox } from '../../../sandbox/server.ts';
import type { LoggedRequest, RequestFilter } from '../../../sandbox/types.ts';
import { resolveSharedFilePaths } from '../../../src/aws/config/sharedFilePaths.ts';
import { SdkAwsClient, type AwsClient, type Timeouts } from '../../../src/aws/client/sdkClient.ts';
import { SharedConfigCache } from '../../../src/aws/config/sharedConfigCache.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { TargetResolver } from '../../../src/aws/identity/targetResolver.ts';
import { kindById } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import { ThrottledClient } from '../../../src/aws/throttling/throttledClient.ts';
import { ThrottleRegistry } from '../../../src/aws/throttling/throttleRegistry.ts';
import { Inventory } from '../../../src/inventory/inventory.ts';
import { listKind } from '../../../src/inventory/listing/listKind.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { FastClock } from '../deletion/support/fastClock.ts';
import { Machine } from '../aws/support/machine.ts';

/** The account `dev` of the sample world, where there is much of everything in `eu-west-1`. */
export const DEV = { account: '111122223333', region: 'eu-west-1' } as const;

/** A sandbox in this process, and the real way to it: files, credentials, clients. */
export class TestEnvironment {
  readonly sandbox: RunningSandbox;
  readonly steer: SandboxClient;
  readonly machine = new Machine();
  resolver: TargetResolver;
  client: SdkAwsClient;
  readonly #targets = new Map<string, Target>();

  private constructor(sandbox: RunningSandbox) {
    this.sandbox = sandbox;
    this.steer = new SandboxClient(sandbox.endpoint);
    this.resolver = this.newResolver();
    this.client = this.newCaller();
  }

  /** @returns a world of its own, as the sandbox starts with it */
  static async start(): Promise<TestEnvironment> {
    return new TestEnvironment(await startSandbox());
  }

  /** Everything as it was at the start, an empty request log included. */
  async reset(): Promise<void> {
    await this.steer.reset();
  }

  /** Ends it. */
  async close(): Promise<void> {
    this.client.dispose();
    this.machine.dispose();
    await this.sandbox.close();
  }

  newResolver(): TargetResolver {
    const { configFile, credentialsFile } = this.sandbox;
    const env = { AWS_CONFIG_FILE: configFile, AWS_SHARED_CREDENTIALS_FILE: credentialsFile };
    const config = new SharedConfigCache(resolveSharedFilePaths(env, this.machine.home));
    return new TargetResolver({ ...this.machine.options({}), config });
  }

  newCaller(timeouts?: Partial<Timeouts>): SdkAwsClient {
    return new SdkAwsClient((target) => this.resolver.credentials(target), timeouts);
  }

  /** Returns an inventory of its own, throttled by a clock whose pauses take no time. */
  newInventory(client: AwsClient = this.client): Inventory {
    const throttles = new ThrottleRegistry(new FastClock());
    return new Inventory(new ThrottledClient(client, throttles), throttles);
  }

  /** A target of one of the sandbox's profiles; resolved once. */
  async target(profile = 'dev', region?: string): Promise<Target> {
    const known = this.#targets.get(`${profile} ${region ?? ''}`);
    if (known) return known;
    const regions = [region ?? this.sandbox.profiles.find(({ name }) => name === profile)?.region ?? ''];
    const [target] = await this.resolver.resolve({ kind: 'profile', name: profile }, regions);
    assert.ok(target);
    this.#targets.set(`${profile} ${region ?? ''}`, target);
    return target;
  }

  /** The resources of a kind; every listing must have been answered. */
  async list(kindId: string, profile?: string, region?: string): Promise<readonly Resource[]> {
    const listing = await listKind(this.client, kindOf(kindId), await this.target(profile, region));
    assert.deepEqual(listing.failures, []);
    return listing.resources;
  }

  /** One resource: by name, by id, by the id of what it belongs to, or by its tag `Name`. */
  async find(kindId: string, wanted: string, profile?: string): Promise<Resource> {
    const found = (await this.list(kindId, profile)).filter(
      ({ id, name, tags, entry }) =>
        [id, name, tags?.get('Name'), entry.parent?.id, entry.parent?.name].includes(wanted) || id.startsWith(wanted),
    );
    assert.equal(found.length, 1, `${found.length} of ${kindId} are ${wanted}`);
    const [resource] = found;
    assert.ok(resource);
    return resource;
  }

  /** The calls that reached the sandbox, apart from those to STS. */
  async requests(filter: RequestFilter = {}): Promise<readonly LoggedRequest[]> {
    return (await this.steer.requests(filter)).filter(({ service }) => service !== 'sts');
  }

  /** Their operations, in the order of their arrival. */
  async operations(filter: RequestFilter = {}): Promise<string[]> {
    return (await this.requests(filter)).map(({ operation }) => operation ?? '?');
  }
}

/** A kind that there is. */
export function kindOf(id: string): Kind {
  const kind = kindById(id);
  assert.ok(kind, id);
  return kind;
}
