import { protectionOf, resourceProtection, type ProtectionRules } from '../deletion/protection.ts';
import type { Resource } from '../inventory/resource.ts';

/** Where the user's rules come from. */
export interface ProtectionSettings {
  readonly protected: () => ProtectionRules;
  readonly resourceRules: () => readonly string[];
}

/** Which rows are protected, for their marks. The rules are read once and not for each of a thousand rows. */
export class ProtectedRows {
  readonly #settings: ProtectionSettings;
  #profiles: ProtectionRules = {};
  #resources: readonly string[] = [];

  /** @param settings the user's rules */
  constructor(settings: ProtectionSettings) {
    this.#settings = settings;
    this.readAgain();
  }

  /** Takes over what the settings say now. */
  readAgain(): void {
    this.#profiles = this.#settings.protected();
    this.#resources = this.#settings.resourceRules();
  }

  /**
   * @param resource a resource
   * @returns whether its tag, a rule or the protection of its profile or account keeps it
   */
  has(resource: Resource): boolean {
    return (
      protectionOf(resource.target.identity, this.#profiles) !== undefined ||
      resourceProtection(resource, this.#resources) !== undefined
    );
  }
}
