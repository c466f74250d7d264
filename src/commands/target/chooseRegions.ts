import * as vscode from 'vscode';
import type { AwsClient } from '../../aws/client/sdkClient.ts';
import type { SelectionStore } from '../../session/selectionStore.ts';
import { regionName } from '../../aws/regions/regionNames.ts';
import { PARTITIONS, partitionOfRegion } from '../../aws/regions/partitions.ts';
import {
  builtInRegions,
  listEnabledRegions,
  listLightsailRegions,
  serviceExistsIn,
  type CallOperation,
} from '../../aws/regions/regions.ts';
import type { Session } from '../../session/session.ts';
import { sourceKey, sourceLabel, type Target } from '../../aws/identity/target.ts';
import type { ProfileService } from '../../session/profileService.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';
import { SERVICES, type ServiceId } from '../../catalog/model/services.ts';

/** Dependencies of the Region picker. */
export interface RegionDeps {
  readonly choices: SelectionStore;
  readonly session: Session;
  readonly profiles: ProfileService;
  readonly client: AwsClient;
}

/**
 * The Region of the STS request for the identity when no Region is known at all; nothing is listed or deleted there.
 */
const STS_FALLBACK_REGION = 'us-east-1';

/**
 * Chooses the Regions for this workspace and profile, out of those that are enabled for the account: **Choose
 * Regions…**. Ends where the profile is switched before the Regions are known: they are those of the account that was left.
 */
export async function chooseRegions(deps: RegionDeps): Promise<void> {
  const { choices, session } = deps;
  const current = await choices.current();
  const offer = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Teardown: loading enabled Regions') },
    () => availableRegions(deps, current.regions),
  );
  if (sourceKey(choices.source()) !== sourceKey(current.source)) return;
  const chosen = new Set(current.regions);
  const all = [...new Set([...offer.regions, ...chosen])].sort();
  const picked = await vscode.window.showQuickPick(
    all.map((region) => ({ label: region, picked: chosen.has(region), ...describeRegion(region, offer) })),
    {
      title: vscode.l10n.t('Regions for {0} in this workspace', escapeInvisible(sourceLabel(current.source))),
      placeHolder:
        offer.origin === 'aws'
          ? vscode.l10n.t('Enabled Regions of the account')
          : vscode.l10n.t('AWS did not return the enabled Regions. All known Regions are listed'),
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

/** What can be picked. */
interface RegionOptions {
  readonly regions: readonly string[];
  /** Whether AWS returned them, or they are the built-in list. */
  readonly origin: 'aws' | 'builtIn';
  /** The Regions that Lightsail returned; undefined where it was not asked or the request failed. */
  readonly lightsail?: ReadonlySet<string>;
}

/** Returns the name of a Region, and the services that do not exist there. */
function describeRegion(region: string, { lightsail }: RegionOptions): { description?: string } {
  const isMissing = (id: ServiceId) =>
    id === 'lightsail' && lightsail ? !lightsail.has(region) : serviceExistsIn(id, region) === 'no';
  const missing = Object.values(SERVICES).filter(({ id }) => isMissing(id));
  const parts = [
    regionName(region),
    ...(missing.length === 0 ? [] : [vscode.l10n.t('no {0}', missing.map(({ label }) => label).join(', '))]),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? {} : { description: parts.join(' · ') };
}

async function availableRegions(deps: RegionDeps, current: readonly string[]): Promise<RegionOptions> {
  const { session, choices, profiles, client } = deps;
  const call: CallOperation = async (where, service, operation, input) =>
    (await client.call(where, service, operation, input)).output;
  try {
    const { state } = session;
    const [target] =
      state.kind === 'ready'
        ? state.targets
        : await profiles.targets(choices.source(), [current[0] ?? STS_FALLBACK_REGION]);
    if (!target) return { regions: fallbackRegions(current), origin: 'builtIn' };
    const [enabled, lightsail] = await Promise.all([listEnabledRegions(target, call), lightsailRegions(target, call)]);
    return { ...enabled, ...(lightsail && { lightsail }) };
  } catch {
    // The view shows what is wrong with the credentials. The Regions can be chosen all the same.
    return { regions: fallbackRegions(current), origin: 'builtIn' };
  }
}

async function lightsailRegions(target: Target, call: CallOperation): Promise<ReadonlySet<string> | undefined> {
  const [region] = builtInRegions(target.identity.partition, 'lightsail');
  if (region === undefined) return undefined;
  const there = serviceExistsIn('lightsail', target.region) === 'yes' ? target.region : region;
  const { regions, origin } = await listLightsailRegions({ ...target, region: there }, call);
  return origin === 'aws' ? new Set(regions) : undefined;
}

/**
 * Returns the Regions without a response: those of the partition that is worked in; where that is not known either, all
 * that the public can reach.
 */
function fallbackRegions([current]: readonly string[]): readonly string[] {
  const partition = current === undefined ? undefined : partitionOfRegion(current);
  if (partition) return partition.regions;
  return PARTITIONS.filter(({ consoleHost }) => consoleHost !== undefined).flatMap(({ regions }) => regions);
}
