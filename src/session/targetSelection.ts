import type { Env } from '../aws/config/sharedFilePaths.ts';
import { isRegionName } from '../aws/regions/partitions.ts';
import { defaultRegion } from '../aws/regions/regions.ts';
import type { TargetSelection } from './session.ts';
import type { SharedConfigCache } from '../aws/config/sharedConfigCache.ts';
import { sourceKey, type CredentialSource } from '../aws/identity/target.ts';
import type { KeyValueStore } from './keyValueStore.ts';

/** What the setting `teardown.profile` says, and who says it. */
export interface ProfileSetting {
  /** The user's own value. */
  readonly user?: string;
  /** The value that the workspace brings: a suggestion, no more. */
  readonly workspace?: string;
}

/** What choices are made from. */
export interface ChoicesDeps {
  /** Kept for this workspace only. */
  readonly workspace: KeyValueStore;
  /** Kept for all workspaces of this user. */
  readonly global: KeyValueStore;
  readonly setting: () => ProfileSetting;
  readonly config: SharedConfigCache;
  readonly env: Env;
}

/** The keys under which things are kept. */
const KEYS = {
  source: 'teardown.source',
  regions: 'teardown.regions',
  suggestion: 'teardown.suggestion',
  recent: 'teardown.recent',
  accounts: 'teardown.accounts',
} as const;

/** How many recent sources are remembered. */
const MAX_RECENT = 8;

/** Which profile and Regions this workspace works on, and what is remembered for choosing others. */
export class SelectionStore {
  readonly #deps: ChoicesDeps;

  /** @param parts where things are kept, and what counts when nothing was chosen */
  constructor(deps: ChoicesDeps) {
    this.#deps = deps;
  }

  /**
   * The source that counts now: what was chosen in this workspace, a suggestion of the workspace that the user accepted, the
   * user's setting, `AWS_PROFILE`, `default`.
   *
   * @returns the source
   */
  source(): CredentialSource {
    const chosen = sourceFrom(this.#deps.workspace.get(KEYS.source));
    if (chosen) return chosen;
    const { user, workspace } = this.#deps.setting();
    const accepted = workspace !== undefined && this.#answer(workspace) === 'accepted' ? workspace : undefined;
    const name = [accepted, user, this.#deps.env['AWS_PROFILE']].map((text) => text?.trim()).find(Boolean);
    return { kind: 'profile', name: name ?? 'default' };
  }

  /**
   * The source and Regions that count now.
   *
   * @returns the choice; without Regions where none were chosen and the source has none of its own
   */
  async current(): Promise<TargetSelection> {
    const source = this.source();
    const chosen = this.chosenRegions(source);
    if (chosen.length > 0) return { source, regions: chosen };
    const own = defaultRegion(source, await this.#deps.config.read(), this.#deps.env);
    return { source, regions: own === undefined ? [] : [own] };
  }

  /**
   * Chooses a source for this workspace.
   *
   * @param source the source
   */
  async choose(source: CredentialSource): Promise<void> {
    await this.#deps.workspace.update(KEYS.source, source);
    const others = this.recent().filter((other) => sourceKey(other) !== sourceKey(source));
    await this.#deps.global.update(KEYS.recent, [source, ...others].slice(0, MAX_RECENT));
  }

  /**
   * The Regions that were chosen in this workspace for a source. They are kept for each source by itself: a Region of one
   * partition means nothing in another.
   *
   * @param source the source
   * @returns the Regions; empty where none were chosen
   */
  chosenRegions(source: CredentialSource): readonly string[] {
    const regions = asRecord(this.#deps.workspace.get(KEYS.regions))[sourceKey(source)];
    if (!Array.isArray(regions)) return [];
    return (regions as unknown[]).filter((region) => typeof region === 'string').filter(isRegionName);
  }

  /**
   * Chooses the Regions of a source for this workspace.
   *
   * @param source the source
   * @param regions the Regions; empty goes back to the source's own
   */
  async chooseRegions(source: CredentialSource, regions: readonly string[]): Promise<void> {
    const kept = asRecord(this.#deps.workspace.get(KEYS.regions));
    await this.#deps.workspace.update(KEYS.regions, { ...kept, [sourceKey(source)]: regions });
  }

  /**
   * The profile that the workspace suggests and the user has not been asked about yet. What was chosen here already stands: then
   * there is nothing to ask.
   *
   * @returns its name; undefined where there is nothing to ask
   */
  pendingSuggestion(): string | undefined {
    const name = this.#deps.setting().workspace?.trim();
    if (!name || this.#answer(name) !== undefined || sourceFrom(this.#deps.workspace.get(KEYS.source)))
      return undefined;
    const source = this.source();
    return source.kind === 'profile' && source.name === name ? undefined : name;
  }

  /**
   * Keeps the user's answer to a suggestion, once for this workspace and profile.
   *
   * @param name the suggested profile
   * @param accepted the answer
   */
  async resolveSuggestion(name: string, accepted: boolean): Promise<void> {
    const answers = asRecord(this.#deps.workspace.get(KEYS.suggestion));
    await this.#deps.workspace.update(KEYS.suggestion, { ...answers, [name]: accepted ? 'accepted' : 'declined' });
    if (accepted) await this.choose({ kind: 'profile', name });
  }

  /** @returns the sources that were chosen last, in any workspace, newest first */
  recent(): readonly CredentialSource[] {
    const kept = this.#deps.global.get(KEYS.recent);
    return Array.isArray(kept) ? kept.flatMap((item) => sourceFrom(item) ?? []) : [];
  }

  /**
   * The account that a source belonged to when it was last resolved: a hint for the quick pick, no proof.
   *
   * @param source the source
   * @returns the account id
   */
  lastKnownAccount(source: CredentialSource): string | undefined {
    const account = asRecord(this.#deps.global.get(KEYS.accounts))[sourceKey(source)];
    return typeof account === 'string' && /^\d{12}$/.test(account) ? account : undefined;
  }

  /**
   * Remembers the account of a source that was resolved.
   *
   * @param source the source
   * @param accountId twelve digits
   */
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

/** A source as it was kept; undefined where it is none, or one that no version knows. */
function sourceFrom(value: unknown): CredentialSource | undefined {
  const { kind, name } = asRecord(value);
  if (kind === 'profile') return typeof name === 'string' && name !== '' ? { kind, name } : undefined;
  return kind === 'environment' || kind === 'container' ? { kind } : undefined;
}
