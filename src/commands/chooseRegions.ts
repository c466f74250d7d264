import * as vscode from 'vscode';
import type { AwsCaller } from '../aws/clients.ts';
import type { Choices } from '../aws/choices.ts';
import { builtInRegions, listEnabledRegions, serviceExistsIn, type EnabledRegions } from '../aws/regions.ts';
import type { Session } from '../aws/session.ts';
import type { TargetResolver } from '../aws/targets.ts';
import { SERVICES } from '../catalog/service.ts';

/** What choosing works with. */
export interface RegionParts {
  readonly choices: Choices;
  readonly session: Session;
  readonly resolver: TargetResolver;
  readonly caller: AwsCaller;
}

/** Where STS is asked who somebody is when no Region is known at all; nothing is listed or removed there. */
const ASK_IDENTITY_IN = 'us-east-1';

/**
 * **Choose Regions…**: picks the Regions for this workspace and profile, out of those that are enabled for the account.
 *
 * @param parts what it works with
 */
export async function chooseRegions(parts: RegionParts): Promise<void> {
  const { choices, session } = parts;
  const current = await choices.current();
  const { regions, from } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Teardown: asking which Regions are enabled') },
    () => enabledRegions(parts),
  );
  const chosen = new Set(current.regions);
  const all = [...new Set([...regions, ...chosen])].sort();
  const picked = await vscode.window.showQuickPick(
    all.map((region) => ({ label: region, picked: chosen.has(region), ...missingServices(region) })),
    {
      title: vscode.l10n.t('Regions for this workspace'),
      placeHolder:
        from === 'aws'
          ? vscode.l10n.t('The Regions that are enabled for the account')
          : vscode.l10n.t('AWS did not say which Regions are enabled: these are all that are known'),
      canPickMany: true,
      ignoreFocusOut: true,
    },
  );
  if (!picked) return;
  await choices.chooseRegions(
    current.source,
    picked.map(({ label }) => label),
  );
  await session.resolve();
}

/** A Region where a service does not exist says so before it is chosen. */
function missingServices(region: string): { description?: string } {
  const missing = Object.values(SERVICES).filter(({ id }) => serviceExistsIn(id, region) === 'no');
  if (missing.length === 0) return {};
  return { description: vscode.l10n.t('no {0}', missing.map(({ label }) => label).join(', ')) };
}

async function enabledRegions({ session, choices, resolver, caller }: RegionParts): Promise<EnabledRegions> {
  const { state } = session;
  try {
    const source = choices.source();
    const [target] = state.kind === 'ready' ? state.targets : await resolver.resolve(source, [ASK_IDENTITY_IN]);
    if (!target) return { regions: builtInRegions('aws', 'ec2'), from: 'builtIn' };
    return await listEnabledRegions(target, async (where, service, operation, input) => {
      const { output } = await caller.call(where, service, operation, input);
      return output;
    });
  } catch (error) {
    return { regions: builtInRegions('aws', 'ec2'), from: 'builtIn', error };
  }
}
