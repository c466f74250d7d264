import type { Env } from '../aws/config/sharedFilePaths.ts';
import { isRegionName } from '../aws/regions/partitions.ts';
import { defaultRegion } from '../aws/regions/regions.ts';
import type { TargetSelection } from './session.ts';
import type { SharedConfigCache } from '../aws/config/sharedConfigCache.ts';
import { sourceKey, type CredentialSource } from '../aws/identity/target.ts';
import type { Stores } from './keyValueStore.ts';

/** The setting `teardown.profile`, by its origin. */
export interface ProfileSetting {
  /** The user's own value. */
  readonly user?: string;
  /** The workspace's value: only a suggestion. */
  readonly workspace?: string;
}

/** What a selection store works with. */
export interface SelectionStoreDeps extends Stores {
  readonly setting: () => ProfileSetting;
  readonly config: SharedConfigCache;
  readonly env: Env;
}

/** The keys in both stores. */
const KEYS = {
  source: 'teardown.source',
  regions: 'teardown.regions',
  suggestion: 'teardown.suggestion',
  recent: 'teardown.recent',
  accounts: 'teardown.accounts',
} as const;

/** How many recent sources are kept. */
const MAX_RECENT = 8;

/** Stores which source and Regions this workspace works on, and the sources to offer next. */
export class SelectionStore {
  readonly #deps: SelectionStoreDeps;

  constructor(deps: SelectionStoreDeps) {
    this.#deps = deps;
  }

  /**
   * Returns the source that counts now. The first of these that is set: the source chosen in this workspace, the workspace's
   * suggestion that the user accepted, the user's setting, `AWS_PROFILE`, `default`.
   */
  source(): CredentialSource {
    const chosen = sourceFrom(this.#deps.workspace.get(KEYS.source));
    if (chosen) return chosen;
    const { user, workspace } = this.#deps.setting();
    const accepted = workspace !== undefined && this.#answer(workspace) === 'accepted' ? workspace : undefined;
    const name = [accepted, user, this.#deps.env['AWS_PROFILE']].map((text) => text?.trim()).find(Boolean);
    return { kind: 'profile', name: name ?? 'default' };
  }

  /** Returns the source and Regions that count now; no Regions where none were chosen and the source has none of its own. */
  async current(): Promise<TargetSelection> {
    const source = this.source();
    const chosen = this.chosenRegions(source);
    if (chosen.length > 0) return { source, regions: chosen };
    const own = defaultRegion(source, await this.#deps.config.read(), this.#deps.env);
    return { source, regions: own === undefined ? [] : [own] };
  }

  /** Chooses a source for this workspace. */
  async choose(source: CredentialSource): Promise<void> {
    await this.#deps.workspace.update(KEYS.source, source);
    const others = this.recent().filter((other) => sourceKey(other) !== sourceKey(source));
    await this.#deps.global.update(KEYS.recent, [source, ...others].slice(0, MAX_RECENT));
  }

  /**
   * Returns the Regions that were chosen in this workspace for a source; empty where none were. Each source has its own,
   * because a Region of one partition means nothing in another.
   */
  chosenRegions(source: CredentialSource): readonly string[] {
    const regions = asRecord(this.#deps.workspace.get(KEYS.regions))[sourceKey(source)];
    if (!Array.isArray(regions)) return [];
    return (regions as unknown[]).filter((region) => typeof region === 'string').filter(isRegionName);
  }

  /** Chooses the Regions of a source for this workspace. An empty list returns to the source's own Region. */
  async chooseRegions(source: CredentialSource, regions: readonly string[]): Promise<void> {
    const kept = asRecord(this.#deps.workspace.get(KEYS.regions));
    await this.#deps.workspace.update(KEYS.regions, { ...kept, [sourceKey(source)]: regions });
  }

  /**
   * Returns the profile that the workspace suggests and the user has neither accepted nor declined; undefined where there is
   * none, or where a source was chosen already.
   */
  pendingSuggestion(): string | undefined {
    const name = this.#deps.setting().workspace?.trim();
    if (!name || this.#answer(name) !== undefined || sourceFrom(this.#deps.workspace.get(KEYS.source)))
      return undefined;
    const source = this.source();
    return source.kind === 'profile' && source.name === name ? undefined : name;
  }

  /** Stores whether the user accepted a suggested profile, for this workspace. */
  async resolveSuggestion(name: string, accepted: boolean): Promise<void> {
    const answers = asRecord(this.#deps.workspace.get(KEYS.suggestion));
    await this.#deps.workspace.update(KEYS.suggestion, { ...answers, [name]: accepted ? 'accepted' : 'declined' });
    if (accepted) await this.choose({ kind: 'profile', name });
  }

  /** Returns the sources that were chosen last, in any workspace, newest first. */
  recent(): readonly CredentialSource[] {
    const kept = this.#deps.global.get(KEYS.recent);
    return Array.isArray(kept) ? kept.flatMap((item) => sourceFrom(item) ?? []) : [];
  }

  /** Returns the account that a source belonged to when it was last resolved: a hint for the quick pick, no proof. */
  lastKnownAccount(source: CredentialSource): string | undefined {
    const account = asRecord(this.#deps.global.get(KEYS.accounts))[sourceKey(source)];
    return typeof account === 'string' && /^\d{12}$/.test(account) ? account : undefined;
  }

  /** Stores the account of a source that was resolved: twelve digits. */
  async rememberAccount(source: CredentialSource, accountId: string): Promise<void> {
    if (this.lastKnownAccount(source) === accountId) return;
    const kept = asRecord(this.#deps.global.get(KEYS.accounts));
    await this.#deps.global.update(KEYS.accounts, { ...kept, [sourceKey(source)]: accountId });
  }

  #answer(name: string): unknown {
    return asRecord(this.#deps.workspace.get(KEYS.suggestion))[name.trim()];
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** Returns a stored source; undefined where the value is none, or one of an unknown kind. */
function sourceFrom(value: unknown): CredentialSource | undefined {
  const { kind, name } = asRecord(value);
  if (kind === 'profile') return typeof name === 'string' && name !== '' ? { kind, name } : undefined;
  return kind === 'environment' || kind === 'container' ? { kind } : undefined;
}
