import assert from 'node:assert/strict';
import { SandboxClient } from '../../../sandbox/client.ts';
import { startSandbox, type RunningSandbox } from '../../../sandbox/server.ts';
import type { LoggedRequest, RequestFilter } from '../../../sandbox/types.ts';
import type { Env } from '../../../src/aws/config/sharedFilePaths.ts';
import type { AwsClient, Timeouts } from '../../../src/aws/client/sdkClient.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { kindById } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import type { Clock } from '../../../src/common/clock.ts';
import type { Core, CoreOptions, CoreParts } from '../../../src/core.ts';
import { listKind } from '../../../src/inventory/listing/listKind.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import type { ProfileService } from '../../../src/session/profileService.ts';
import { Machine } from '../aws/support/machine.ts';
import { FastClock } from '../deletion/support/fastClock.ts';

/** The account `dev` of the sample world, with many resources in `eu-west-1`. */
export const DEV = { account: '111122223333', region: 'eu-west-1' } as const;

/** A sandbox in this process, and everything below VS Code connected to it. */
export class TestEnvironment {
  readonly sandbox: RunningSandbox;
  readonly control: SandboxClient;
  readonly machine = new Machine();
  /** Shared by all tests of a file. Its clock does not wait. */
  readonly core: Core;
  /** The client of `core`, without throttling. */
  readonly client: AwsClient;
  readonly #cores: Core[] = [];
  readonly #targets = new Map<string, Target>();

  private constructor(sandbox: RunningSandbox) {
    this.sandbox = sandbox;
    this.control = new SandboxClient(sandbox.endpoint);
    [this.core, this.client] = this.#createCore({});
  }

  /** Starts a sandbox with the sample world. */
  static async start(): Promise<TestEnvironment> {
    return new TestEnvironment(await startSandbox());
  }

  /** Restores the initial state, and clears the request log. */
  async reset(): Promise<void> {
    await this.control.reset();
  }

  /** Closes the sandbox and all cores that were created for it. */
  async close(): Promise<void> {
    await Promise.all(this.#cores.map((core) => core.dispose()));
    this.machine.dispose();
    await this.sandbox.close();
  }

  /** The environment variables with the sandbox's AWS files. */
  get env(): Env {
    const { configFile, credentialsFile } = this.sandbox;
    return { AWS_CONFIG_FILE: configFile, AWS_SHARED_CREDENTIALS_FILE: credentialsFile };
  }

  /** The profiles of `core`. */
  get profiles(): ProfileService {
    return this.core.profiles;
  }

  /**
   * Returns a new core, which is everything below VS Code. By default its clock does not wait, and dry runs may go to
   * the sandbox.
   */
  createCore(options: CoreOptions = {}): Core {
    return this.#createCore(options)[0];
  }

  /** Returns the parts of a new core, for functions that take them. */
  newParts({ replaceParts = () => ({}), ...options }: CoreOptions = {}): CoreParts & { readonly clock: Clock } {
    const { clock = new FastClock() } = options;
    const found: CoreParts[] = [];
    const seeParts = (parts: CoreParts): CoreParts => {
      found.push({ ...parts, ...replaceParts(parts) });
      return parts;
    };
    this.createCore({ ...options, clock, replaceParts: seeParts });
    const [parts] = found;
    assert.ok(parts);
    return { ...parts, clock };
  }

  /** Returns a new client without throttling. */
  newClient(timeouts?: Partial<Timeouts>): AwsClient {
    return this.#createCore(timeouts ? { timeouts } : {})[1];
  }

  #createCore({ interceptClient = (client) => client, ...options }: CoreOptions): [Core, AwsClient] {
    let intercepted: AwsClient | undefined;
    const core = this.machine.createCore({
      env: this.env,
      clock: new FastClock(),
      settings: { dryRunEndpoints: () => [this.sandbox.endpoint] },
      ...options,
      interceptClient: (client) => (intercepted = interceptClient(client)),
    });
    this.#cores.push(core);
    return [core, intercepted ?? core.client];
  }

  /** Returns a target of one of the sandbox's profiles. Resolves it once. */
  async target(profile = 'dev', region?: string): Promise<Target> {
    const known = this.#targets.get(`${profile} ${region ?? ''}`);
    if (known) return known;
    const regions = [region ?? this.sandbox.profiles.find(({ name }) => name === profile)?.region ?? ''];
    const [target] = await this.profiles.targets(profile, regions);
    assert.ok(target);
    this.#targets.set(`${profile} ${region ?? ''}`, target);
    return target;
  }

  /** Returns the resources of a kind. Throws if a request failed. */
  async list(kindId: string, profile?: string, region?: string): Promise<readonly Resource[]> {
    const listing = await listKind(this.client, kindOf(kindId), await this.target(profile, region));
    assert.deepEqual(listing.failures, []);
    return listing.resources;
  }

  /** Returns one resource: by name, by id, by its parent's id, or by its tag `Name`. */
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

  /** Returns the requests that reached the sandbox, except those to STS. */
  async requests(filter: RequestFilter = {}): Promise<readonly LoggedRequest[]> {
    return (await this.control.requests(filter)).filter(({ service }) => service !== 'sts');
  }

  /** Returns the operations of those requests, in the order of arrival. */
  async operations(filter: RequestFilter = {}): Promise<string[]> {
    return (await this.requests(filter)).map(({ operation }) => operation ?? '?');
  }
}

/** Returns a kind of the catalog. Throws if there is none. */
export function kindOf(id: string): Kind {
  const kind = kindById(id);
  assert.ok(kind, id);
  return kind;
}
