import { homedir } from 'node:os';
import path from 'node:path';
import { SdkAwsClient, type AwsClient, type Timeouts } from './aws/client/sdkClient.ts';
import { SharedConfigCache } from './aws/config/sharedConfigCache.ts';
import { resolveSharedFilePaths, type Env } from './aws/config/sharedFilePaths.ts';
import type { CredentialsOptions } from './aws/credentials/sourceCredentials.ts';
import { serviceLinkedRoles } from './aws/identity/serviceLinkedRoles.ts';
import { IamClients } from './aws/identity/iamClients.ts';
import { simulateAll } from './aws/identity/simulatePolicy.ts';
import { SimulationBatcher } from './aws/identity/simulationBatcher.ts';
import type { CredentialSource, Target } from './aws/identity/target.ts';
import { TargetResolver } from './aws/identity/targetResolver.ts';
import { RegionStatusClient } from './aws/regions/regionStatusClient.ts';
import { ThrottledClient } from './aws/throttling/throttledClient.ts';
import { ThrottleRegistry } from './aws/throttling/throttleRegistry.ts';
import { kindById } from './catalog/index.ts';
import { systemClock, type Clock } from './common/clock.ts';
import { DeletionService } from './deletion/deletionService.ts';
import type { CallRecordListener } from './deletion/execution/callRecord.ts';
import { PlanExecutor, type PlanExecutorDeps } from './deletion/execution/planExecutor.ts';
import type { StoredPrice } from './deletion/journal/entry.ts';
import { Journal } from './deletion/journal/journal.ts';
import type { KnownAliases } from './deletion/planning/knownNames.ts';
import type { PreflightDeps } from './deletion/planning/preflight.ts';
import { mayNameAlias, protectionOf, type ProtectionRules } from './deletion/planning/protection.ts';
import type { ResourceRules } from './deletion/planning/protectionRules.ts';
import { RecoveryService } from './deletion/recovery/recoveryService.ts';
import { Restorer } from './deletion/restore/restorer.ts';
import { RestoreService } from './deletion/restore/restoreService.ts';
import { CreatorService } from './inventory/creators/creatorService.ts';
import { Inventory } from './inventory/inventory.ts';
import type { Resource } from './inventory/resource.ts';
import { UsageService } from './inventory/usage/usageService.ts';
import type { Cost } from './pricing/cost.ts';
import { toDecimal } from './pricing/money.ts';
import { PriceService } from './pricing/priceService.ts';
import { ProfileService } from './session/profileService.ts';
import { Session, type TargetSelection } from './session/session.ts';
import { SelectionStore, type ProfileSetting } from './session/selectionStore.ts';
import { inMemoryStore } from './session/keyValueStore.ts';
import { stateDirectory } from './session/stateDirectory.ts';

/** The settings that count below VS Code. Each is read when it is needed, so that a change counts at once. */
export interface CoreSettings {
  /** The profile that `session` works on where no `selection` is given. */
  readonly profile: () => ProfileSetting;
  /** Protection levels by profile name or account id: `teardown.protected`. */
  readonly protected: () => ProtectionRules;
  /** Rules that protect resources by tag or name: `teardown.protectedResources`. */
  readonly resourceRules: () => ResourceRules;
  /** Endpoints beside AWS's own that honor `DryRun`: `teardown.dryRunEndpoints`. */
  readonly dryRunEndpoints: () => readonly string[];
  /** How many days journal entries are kept; 0 keeps all: `teardown.journalDays`. */
  readonly journalDays: () => number;
  /** Whether list prices are requested and shown: `teardown.prices`. */
  readonly prices: () => boolean;
}

/** What only a person can supply on the way to credentials. */
export type CorePrompts = Pick<CredentialsOptions, 'askMfaCode' | 'canRunProcess'>;

/** What deletions and restores are planned and executed with. */
export type CoreParts = Omit<PreflightDeps & PlanExecutorDeps, 'clock'> & {
  /** Receives every observation of a resource that is being restored. */
  readonly onRestored: (observed: Resource) => void;
};

interface ServiceOptions {
  readonly now: () => number;
  readonly awsNow: () => number | undefined;
  readonly settings: CoreSettings;
  readonly loadAlias?: (target: Target) => Promise<void>;
}

/** What a core is created from. Everything has a default for production. */
export interface CoreOptions {
  /** Environment variables. Default: those of this process. */
  readonly env?: Env;
  /** The home directory that the operating system names. Default: `os.homedir()`. */
  readonly homeDirectory?: string;
  /** Where the journal is, in `journal/`. Default: `stateDirectory`, one for this user. */
  readonly storageDirectory?: string;
  /** Default: nothing is protected, and the journal is kept. */
  readonly settings?: Partial<CoreSettings>;
  /** Default: MFA prompts are declined, and `credential_process` does not run. */
  readonly prompts?: Partial<CorePrompts>;
  /** The clock of polling, backoff and plans. Default: the machine's own. */
  readonly clock?: Clock;
  /** Milliseconds since the epoch, for expiry of credentials and times in the journal. Default: `Date.now`. */
  readonly now?: () => number;
  /** Returns what `session` works on. Default: the profile of `settings` or `AWS_PROFILE`, in its own Region. */
  readonly selection?: () => Promise<TargetSelection>;
  /** Returns the alias of an account, which `teardown.protected` may name; undefined where none is known. Default: none is. */
  readonly accountAlias?: (accountId: string) => string | undefined;
  /** Returns the known aliases of all accounts. Default: none is. */
  readonly knownAliases?: () => KnownAliases;
  /** Returns whether an account may have an alias that could not be read. Default: none has. */
  readonly hasUnreadAlias?: (accountId: string) => boolean;
  /** Returns an account with its alias, for messages. Default: the number alone. */
  readonly accountLabel?: (accountId: string) => string;
  /** Reads the alias of a target's account before it is needed. Takes little time, and never rejects. Default: nothing is read. */
  readonly loadAlias?: (target: Target) => Promise<void>;
  /** Receives every response to a request that deletes or restores. */
  readonly onCallRecorded?: CallRecordListener;
  /** How long a client waits for AWS. */
  readonly timeouts?: Partial<Timeouts>;
  /** Stands between everything and AWS: a test counts requests or makes them fail. */
  readonly interceptClient?: (client: AwsClient) => AwsClient;
  /** Receives the parts before they are wired, and returns those that a test or a benchmark replaces. */
  readonly replaceParts?: (parts: CoreParts) => Partial<CoreParts>;
}

/** Everything below VS Code. Nothing is sent, and no SDK is loaded, before a method is called. */
export interface Core {
  /** Lists profiles, and resolves them to targets. */
  readonly profiles: ProfileService;
  /** The targets that were selected for this process. */
  readonly session: Session;
  /** Lists resources, and keeps the newest listings. */
  readonly inventory: Inventory;
  /** Determines what uses a resource. */
  readonly usage: UsageService;
  /** Determines what resources cost by AWS's list prices. */
  readonly prices: PriceService;
  /** Looks up who created resources. */
  readonly creators: CreatorService;
  /** Plans and executes deletions. */
  readonly deletion: DeletionService;
  /** Plans and executes restores. */
  readonly restore: RestoreService;
  /** Settles what crashed processes left unfinished. */
  readonly recovery: RecoveryService;
  /** All entries of all processes. */
  readonly journal: Journal;
  /** Sends any operation to AWS: for what has no service of its own. */
  readonly client: AwsClient;
  /** Closes connections and the journal. Nothing can be deleted afterwards. */
  dispose(): Promise<void>;
}

/** Nothing is protected, no dry run goes to another endpoint than AWS's own, and the journal is kept. */
const DEFAULT_SETTINGS: CoreSettings = {
  profile: () => ({}),
  protected: () => ({}),
  resourceRules: () => [],
  dryRunEndpoints: () => [],
  journalDays: () => 0,
  prices: () => true,
};

/** Here no user can enter a code, or trust a command. */
const DECLINING_PROMPTS: CorePrompts = {
  askMfaCode: () => Promise.resolve(undefined),
  canRunProcess: () => false,
};

/**
 * Creates everything below VS Code, wired: the extension, the tests, the benchmarks and a Node program use it alike.
 * One per process; see "Drive a deletion from Node" in docs/ARCHITECTURE.md.
 */
export function createCore(options: CoreOptions = {}): Core {
  const { env = process.env, homeDirectory = homedir(), clock = systemClock, now = Date.now } = options;
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const files = resolveSharedFilePaths(env, homeDirectory);
  const config = new SharedConfigCache(files);
  const labels = options.accountLabel && { accountLabel: options.accountLabel };
  const aliases = options.loadAlias && { loadAlias: options.loadAlias };
  const resolver = new TargetResolver({
    config,
    env,
    now,
    ...DECLINING_PROMPTS,
    ...options.prompts,
    ...labels,
    ...aliases,
  });
  const profiles = new ProfileService({ files, config, resolver });
  const sdkClient = new SdkAwsClient((target) => profiles.credentials(target), options.timeouts);
  const throttles = new ThrottleRegistry(clock);
  const throttled = new ThrottledClient(options.interceptClient?.(sdkClient) ?? sdkClient, throttles);
  const client = new RegionStatusClient(throttled, now);
  const inventory = new Inventory(client, throttles);
  const serviceRoles = (target: Target, signal: AbortSignal) =>
    serviceLinkedRoles(target, profiles.credentials(target), signal);
  const usage = new UsageService({ inventory, client, throttles, serviceRoles, now });
  const storage = options.storageDirectory ?? stateDirectory(env, homeDirectory);
  const prices = new PriceService({
    client,
    credentials: (target) => profiles.credentials(target),
    folder: storage,
    now,
    isEnabled: settings.prices,
  });
  const journal = new Journal(path.join(storage, 'journal'), { now });
  const iamClients = new IamClients((target) => profiles.credentials(target));
  const simulations = new SimulationBatcher(async (target, action, arns, signal) =>
    simulateAll({ target, client: await iamClients.get(target), action, arns, signal }),
  );
  const defaults: CoreParts = {
    client,
    throttles,
    verify: (target) => profiles.verify(target),
    credentials: (target) => profiles.credentials(target),
    protectionAt: ({ identity }) =>
      protectionOf(
        {
          ...identity,
          alias: options.accountAlias?.(identity.accountId),
          hasUnreadAlias: options.hasUnreadAlias?.(identity.accountId) ?? false,
        },
        settings.protected(),
        profiles.knownNames(),
        options.knownAliases?.(),
      ),
    resourceRules: settings.resourceRules,
    ...labels,
    onCallRecorded: options.onCallRecorded ?? (() => undefined),
    onObserved: (resource, observed) => {
      inventory.update(resource, observed);
    },
    journal,
    allowedEndpoints: settings.dryRunEndpoints,
    simulate: (target, action, arn, signal) => simulations.simulate(target, action, arn, signal),
    list: (kind, target, signal) => inventory.listForCheck(kind, target, signal),
    usage,
    monthlyPriceOf: (resource) => storedPrice(prices.costOf(resource)),
    onRestored: ({ kind, target }) => void inventory.list(kind, target),
  };
  const parts = { ...defaults, ...options.replaceParts?.(defaults), clock };
  const awsNow = () => sdkClient.serverClock.now();
  const services = createServices(parts, profiles, { inventory, journal, now, awsNow, settings, ...aliases });
  return {
    ...services,
    profiles,
    session: new Session(profiles, options.selection ?? defaultSelection(config, env, settings)),
    inventory,
    usage,
    prices,
    creators: new CreatorService({ credentials: (target) => profiles.credentials(target), clock, now }),
    journal,
    client,
    async dispose() {
      usage.dispose();
      services.recovery.dispose();
      sdkClient.dispose();
      iamClients.dispose();
      await journal.close();
    },
  };
}

/** Returns a known cost as the journal stores it. */
function storedPrice(cost: Cost | undefined): StoredPrice | undefined {
  if (!cost || 'unknown' in cost || cost.monthly.units === 0n) return undefined;
  return { currency: cost.monthly.currency, amount: toDecimal(cost.monthly) };
}

/** Returns what is selected without a window: the profile of the settings or `AWS_PROFILE`, in its own Region. */
function defaultSelection(config: SharedConfigCache, env: Env, { profile }: CoreSettings) {
  const memory = { workspace: inMemoryStore(), global: inMemoryStore() };
  const selections = new SelectionStore({ ...memory, setting: profile, config, env });
  return () => selections.current();
}

/** Creates what deletes, restores and recovers. */
function createServices(
  parts: CoreParts & { readonly clock: Clock },
  profiles: ProfileService,
  { inventory, journal, now, awsNow, settings, loadAlias }: Pick<Core, 'inventory' | 'journal'> & ServiceOptions,
): Pick<Core, 'deletion' | 'restore' | 'recovery'> {
  const resolve = (source: CredentialSource, region: string) => profiles.target(source, region);
  return {
    deletion: new DeletionService({
      ...parts,
      executor: new PlanExecutor(parts),
      loadAlias: async (target) => {
        if (mayNameAlias(settings.protected())) await loadAlias?.(target);
      },
      onDeleted: (resource) => {
        inventory.update(resource, undefined);
      },
    }),
    restore: new RestoreService({
      restorer: new Restorer({ ...parts, onObserved: parts.onRestored }),
      ...{ resolve, now, accountLabel: parts.accountLabel, loadAlias },
    }),
    recovery: new RecoveryService({
      journal,
      recover: { ...parts, kindById, resolve },
      retentionDays: settings.journalDays,
      awsNow,
    }),
  };
}
