import { tmpdir } from 'node:os';
import type { SandboxInfo } from '../sandbox/types.ts';
import { resolveSharedFilePaths } from '../src/aws/config/sharedFilePaths.ts';
import { SdkAwsClient, type AwsClient } from '../src/aws/client/sdkClient.ts';
import { SharedConfigCache } from '../src/aws/config/sharedConfigCache.ts';
import { simulate } from '../src/aws/identity/simulatePolicy.ts';
import type { Target } from '../src/aws/identity/target.ts';
import { TargetResolver } from '../src/aws/identity/targetResolver.ts';
import { kindById } from '../src/catalog/index.ts';
import type { Kind } from '../src/catalog/model/kind.ts';
import type { Clock } from '../src/common/clock.ts';
import { PlanExecutor } from '../src/deletion/execution/planExecutor.ts';
import type { PreflightDeps } from '../src/deletion/planning/preflight.ts';
import type { Journal } from '../src/deletion/journal/journal.ts';
import { engineJournal, intendIn } from '../src/deletion/journal/journalAdapters.ts';
import { Inventory } from '../src/inventory/inventory.ts';
import type { Listing } from '../src/inventory/listing/listKind.ts';

/** The five kinds that the figures speak of. */
export const FIVE_KINDS: readonly Kind[] = [
  'ec2.routeServerPeer',
  'ec2.ipamExternalResourceVerificationToken',
  'lightsail.bucketAccessKey',
  'lightsail.keyPair',
  'directconnect.macSecKey',
].map(kindOf);

/** The layers below VS Code, wired as `src/app/createApp.ts` does it, new and empty. */
export class Product {
  readonly resolver: TargetResolver;
  readonly client: SdkAwsClient;
  readonly inventory: Inventory;
  readonly #endpoint: string;

  /**
   * @param sandbox where AWS is
   * @param watch stands between the layers and AWS, to count; nothing where it is left out
   */
  constructor(sandbox: SandboxInfo, watch: (client: AwsClient) => AwsClient = (client) => client) {
    const env = { AWS_CONFIG_FILE: sandbox.configFile, AWS_SHARED_CREDENTIALS_FILE: sandbox.credentialsFile };
    // A home without AWS files: nothing of this machine's own settings counts.
    const config = new SharedConfigCache(resolveSharedFilePaths(env, tmpdir()));
    this.#endpoint = sandbox.endpoint;
    this.resolver = new TargetResolver({
      ...{ config, env },
      askMfaCode: () => Promise.resolve(undefined),
      canRunProcess: () => false,
      now: Date.now,
    });
    this.client = new SdkAwsClient((target) => this.resolver.credentials(target));
    this.inventory = new Inventory(watch(this.client));
  }

  /** The targets of a profile in some Regions. */
  async targets(profile: string, regions: readonly string[]): Promise<readonly Target[]> {
    return this.resolver.resolve({ kind: 'profile', name: profile }, regions);
  }

  /** Lists kinds in all targets at once, as an opened tree does. @throws when anything could not be listed */
  async list(kinds: readonly Kind[], targets: readonly Target[]): Promise<readonly Listing[]> {
    const asked = targets.flatMap((target) => kinds.map((kind) => this.inventory.list(kind, target)));
    const listings = await Promise.all(asked);
    const [failure] = listings.flatMap(({ failures }) => failures);
    if (failure) throw new Error(`${failure.action}: ${failure.message}`);
    return listings;
  }

  /** What evidence is gathered with. */
  gathering(clock: Clock, journal: Journal): PreflightDeps {
    return {
      ...this.#parts(clock),
      intend: intendIn(journal),
      allowedEndpoints: () => [this.#endpoint],
      simulate: (target, action, arn, signal) =>
        simulate(target, this.resolver.credentials(target), action, arn, signal),
      list: this.inventory.list.bind(this.inventory),
    };
  }

  /** The engine. */
  engine(clock: Clock, journal: Journal): PlanExecutor {
    return new PlanExecutor({
      ...this.#parts(clock),
      onObserved: this.inventory.update.bind(this.inventory),
      journal: engineJournal(journal),
    });
  }

  #parts(clock: Clock) {
    return {
      ...{ client: this.client, clock },
      verify: this.resolver.verify.bind(this.resolver),
      protectionAt: () => undefined,
      resourceRules: () => [],
      onCallRecorded: () => undefined,
    };
  }

  /** Closes all connections. */
  dispose(): void {
    this.client.dispose();
  }
}

/** A kind that there is. */
export function kindOf(id: string): Kind {
  const kind = kindById(id);
  if (!kind) throw new Error(`There is no kind ${id}.`);
  return kind;
}
