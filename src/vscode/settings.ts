import * as vscode from 'vscode';
import type { ProfileSetting } from '../session/selectionStore.ts';
import { SETTINGS } from '../contributions.ts';
import type { ConfirmationSetting } from '../deletion/presentation/confirmationLevel.ts';
import type { ProtectionRules } from '../deletion/planning/protection.ts';
import type { ResourceRules } from '../deletion/planning/protectionRules.ts';

/** Which level the tree of resources begins with. */
export type GroupBy = 'service' | 'region';

/** What the view does before the first scan of an account: offer it, start it, or show the tree. */
export type ScanOnOpen = 'ask' | 'always' | 'never';

/** The settings, read when they are needed, so that a change counts at once. */
export const settings = {
  /** Returns whether language models may use the tools; only the user's own setting counts, not a workspace's. */
  agentTools(this: void): boolean {
    return userScopedValue(SETTINGS.agentTools) !== false;
  },

  /** Returns endpoints, beside AWS's own, that are known to honour `DryRun`. */
  dryRunEndpoints(this: void): readonly string[] {
    const value = userScopedValue(SETTINGS.dryRunEndpoints);
    return Array.isArray(value) ? value.filter((url) => typeof url === 'string') : [];
  },

  /** Returns the settings that are not as they come, with the values that count; for a report, which has to redact them. */
  nonDefault(this: void): readonly { readonly id: string; readonly value: unknown }[] {
    const configuration = ownConfiguration();
    return Object.values(SETTINGS).flatMap((id) => {
      const value = configuration.get<unknown>(nameOf(id));
      const isDefault = JSON.stringify(value) === JSON.stringify(configuration.inspect(nameOf(id))?.defaultValue);
      return isDefault ? [] : [{ id, value }];
    });
  },

  /** Returns how the tree is laid out. */
  groupBy(this: void): GroupBy {
    return ownConfiguration().get(nameOf(SETTINGS.groupBy)) === 'region' ? 'region' : 'service';
  },

  /** Returns the user's profile, and the one that the workspace suggests. */
  profile(this: void): ProfileSetting {
    const inspected = ownConfiguration().inspect<unknown>(nameOf(SETTINGS.profile));
    const workspace = inspected?.workspaceFolderValue ?? inspected?.workspaceValue;
    return {
      ...(typeof inspected?.globalValue === 'string' && { user: inspected.globalValue }),
      ...(typeof workspace === 'string' && { workspace }),
    };
  },

  /** Returns how strong a confirmation is: it can only be raised. */
  confirmation(this: void): ConfirmationSetting {
    return userScopedValue(SETTINGS.confirmation) === 'always' ? 'always' : 'byRisk';
  },

  /** Returns for how many days the journal is kept; 0 keeps it for ever. */
  journalDays(this: void): number {
    const value = userScopedValue(SETTINGS.journalDays);
    return typeof value === 'number' && value > 0 ? value : 0;
  },

  /** Returns whether list prices are requested and shown: no workspace can switch the requests on for the user. */
  prices(this: void): boolean {
    return userScopedValue(SETTINGS.prices) !== false;
  },

  /** Returns the keys of tags that name an owner. */
  ownerTags(this: void): readonly string[] {
    const value: unknown = ownConfiguration().get(nameOf(SETTINGS.ownerTags));
    return Array.isArray(value) ? value.filter((key) => typeof key === 'string') : [];
  },

  /** Returns what the view does before the first scan of an account. */
  scanOnOpen(this: void): ScanOnOpen {
    const value = userScopedValue(SETTINGS.scanOnOpen);
    return value === 'always' || value === 'never' ? value : 'ask';
  },

  /**
   * Returns whether the window's terminals get the profile and the Region of the view; only the user's own setting
   * counts, not a workspace's.
   */
  terminalProfile(this: void): boolean {
    return userScopedValue(SETTINGS.terminalProfile) === true;
  },

  /** Returns the user's rules that protect resources by tag or name. */
  resourceRules(this: void): ResourceRules {
    const value = userScopedValue(SETTINGS.protectedResources);
    if (Array.isArray(value)) return value;
    // Whatever was written in place of a list was meant to protect.
    return value === undefined || value === null ? [] : [value];
  },

  /** Returns the user's protection rules. */
  protected(this: void): ProtectionRules {
    return userScopedValue(SETTINGS.protected);
  },

  /** Writes the user's protection rules, for all workspaces. */
  setProtected(this: void, rules: ProtectionRules): Thenable<void> {
    return vscode.workspace.getConfiguration().update(SETTINGS.protected, rules, vscode.ConfigurationTarget.Global);
  },
};

/**
 * Returns the user's own value of a safeguard. Its scope is `application`, so a workspace has none to offer; as a
 * second safeguard, a workspace's value is not read either.
 */
function userScopedValue(key: string): unknown {
  const inspected = ownConfiguration().inspect<unknown>(nameOf(key));
  return inspected?.globalValue ?? inspected?.defaultValue;
}

/** The section of all settings. */
const SECTION = 'teardown';

/** Returns Teardown's own settings. VS Code copies what it returns: without a section, the settings of all extensions. */
const ownConfiguration = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration(SECTION);

/** Returns the name of a setting within the section. */
const nameOf = (id: string): string => id.slice(SECTION.length + 1);
