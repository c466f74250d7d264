import {
  protectionOf,
  protectionProblems,
  resourceProtection,
  type ProtectionLevel,
  type ProtectionProblem,
  type ProtectionRules,
} from '../../deletion/planning/protection.ts';
import { sourceKey, type Identity } from '../../aws/identity/target.ts';
import type { ResourceRules } from '../../deletion/planning/protectionRules.ts';
import type { Resource } from '../../inventory/resource.ts';

/** Where the user's rules come from. */
export interface ProtectionSettings {
  readonly protected: () => ProtectionRules;
  readonly resourceRules: () => ResourceRules;
}

/** Which rows are protected, for their marks. The rules are read once and not for each of a thousand rows. */
export class ProtectionIndex {
  readonly #settings: ProtectionSettings;
  #profiles: ProtectionRules;
  readonly #levels = new Map<string, ProtectionLevel | undefined>();
  #protectedBy = resourceProtection([]);
  #problems: readonly ProtectionProblem[] = [];

  constructor(settings: ProtectionSettings) {
    this.#settings = settings;
    this.reload();
  }

  /** Reads the current settings. */
  reload(): void {
    this.#profiles = this.#settings.protected();
    this.#levels.clear();
    const rules = this.#settings.resourceRules();
    this.#protectedBy = resourceProtection(rules);
    this.#problems = protectionProblems(this.#profiles, rules);
  }

  /** The entries of the settings that are not understood. */
  get problems(): readonly ProtectionProblem[] {
    return this.#problems;
  }

  /** Returns whether its tag, a rule or the protection of its profile or account keeps it. */
  isProtected(resource: Resource): boolean {
    return this.#levelOf(resource.target.identity) !== undefined || this.#protectedBy(resource) !== undefined;
  }

  #levelOf(identity: Identity): ProtectionLevel | undefined {
    const key = `${sourceKey(identity.source)} ${identity.accountId}`;
    if (!this.#levels.has(key)) this.#levels.set(key, protectionOf(identity, this.#profiles));
    return this.#levels.get(key);
  }
}
