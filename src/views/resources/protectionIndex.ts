import {
  mayNameAlias,
  protectionProblems,
  resourceProtection,
  type ProtectionLevel,
  type ProtectionProblem,
  type ProtectionRules,
} from '../../deletion/planning/protection.ts';
import { callerKey, type Target } from '../../aws/identity/target.ts';
import type { KnownAliases } from '../../deletion/planning/knownNames.ts';
import type { ResourceRules } from '../../deletion/planning/protectionRules.ts';
import type { Resource } from '../../inventory/resource.ts';

/** Where the user's rules come from. */
export interface ProtectionSettings {
  readonly protected: () => ProtectionRules;
  readonly resourceRules: () => ResourceRules;
}

/** Names that rules for profiles and accounts may have. */
export interface KnownNames {
  /** The names of all profiles, where those are known. */
  readonly profileNames?: () => readonly string[] | undefined;
  /** The aliases of accounts, as far as they are known. */
  readonly aliases?: () => KnownAliases;
}

/** The rules of the settings, and what those for resources protect. */
interface ReadRules {
  readonly identities: ProtectionRules;
  readonly resources: ResourceRules;
  readonly protectionOf: ReturnType<typeof resourceProtection>;
}

function readRules(settings: ProtectionSettings): ReadRules {
  const resources = settings.resourceRules();
  return { identities: settings.protected(), resources, protectionOf: resourceProtection(resources) };
}

/** Which rows are protected, for their marks. The rules are read once and not for each of a thousand rows. */
export class ProtectionIndex {
  readonly #settings: ProtectionSettings;
  readonly #protectionAt: (target: Target) => ProtectionLevel | undefined;
  readonly #known: KnownNames;
  readonly #levels = new Map<string, ProtectionLevel | undefined>();
  /** The rules as they were read last: VS Code copies settings for each reader, which each change of a row would be. */
  #rules: ReadRules;

  /** `known` returns the names that rules may have, as far as they are known. */
  constructor(
    settings: ProtectionSettings,
    protectionAt: (target: Target) => ProtectionLevel | undefined,
    known: KnownNames = {},
  ) {
    this.#settings = settings;
    this.#protectionAt = protectionAt;
    this.#known = known;
    this.#rules = readRules(settings);
  }

  /** Forgets the levels, because an alias became known. Returns whether a rule may name it. */
  forgetLevels(): boolean {
    this.#levels.clear();
    return mayNameAlias(this.#rules.identities);
  }

  /** Reads the current settings. */
  reload(): void {
    this.#levels.clear();
    this.#rules = readRules(this.#settings);
  }

  /** The entries of the settings that are not understood. */
  get problems(): readonly ProtectionProblem[] {
    const { profileNames, aliases } = this.#known;
    const { identities, resources } = this.#rules;
    return protectionProblems(identities, resources, profileNames?.(), aliases?.());
  }

  /** Returns whether its tag, a rule or the protection of its profile or account keeps it. */
  isProtected(resource: Resource): boolean {
    return this.#levelOf(resource.target) !== undefined || this.#rules.protectionOf(resource) !== undefined;
  }

  #levelOf(target: Target): ProtectionLevel | undefined {
    const key = callerKey(target.identity);
    if (!this.#levels.has(key)) this.#levels.set(key, this.#protectionAt(target));
    return this.#levels.get(key);
  }
}
