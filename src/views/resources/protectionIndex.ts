import { protectionOf, resourceProtectionReason, type ProtectionRules } from '../../deletion/planning/protection.ts';
import type { Resource } from '../../inventory/resource.ts';

/** Where the user's rules come from. */
export interface ProtectionSettings {
  readonly protected: () => ProtectionRules;
  readonly resourceRules: () => readonly string[];
}

/** Which rows are protected, for their marks. The rules are read once and not for each of a thousand rows. */
export class ProtectionIndex {
  readonly #settings: ProtectionSettings;
  #profiles: ProtectionRules = {};
  #resources: readonly string[] = [];

  constructor(settings: ProtectionSettings) {
    this.#settings = settings;
    this.reload();
  }

  /** Takes over what the settings say now. */
  reload(): void {
    this.#profiles = this.#settings.protected();
    this.#resources = this.#settings.resourceRules();
  }

  /** Returns whether its tag, a rule or the protection of its profile or account keeps it. */
  isProtected(resource: Resource): boolean {
    return (
      protectionOf(resource.target.identity, this.#profiles) !== undefined ||
      resourceProtectionReason(resource, this.#resources) !== undefined
    );
  }
}
