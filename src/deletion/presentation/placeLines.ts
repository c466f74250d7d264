import { t } from '@vscode/l10n';
import { isPlainHttp, isSameServer, serverOf } from '../../aws/client/endpoints.ts';
import { sourceKey, sourceLabel, type EndpointService, type Target } from '../../aws/identity/target.ts';
import { escapeInvisible, truncateMiddle } from '../../common/text/displayText.ts';
import type { Resource } from '../../inventory/resource.ts';
import { protectionLabel, type ProtectionLevel } from '../planning/protection.ts';
import { findingLine } from './phrases.ts';

/** A resource and the protection of its profile or account. */
interface Placed {
  readonly resource: Resource;
  readonly protection?: ProtectionLevel;
}

/** Returns an account as people read it: with its alias, where that is known. */
export type AccountLabel = (accountId: string) => string;

/** Returns the number alone, where no alias is at hand. */
const accountNumber: AccountLabel = (accountId) => accountId;

/** Returns a line for each profile and account of a plan, with all its Regions, and then what is uncertain or not encrypted there. */
export function placeLines(items: readonly Placed[], label: AccountLabel = accountNumber): readonly string[] {
  return [...locationLines(items, label), ...endpointCautionsOf(items, label)];
}

/** Returns a line for everything that is uncertain or not encrypted at the endpoints of a plan. */
export function endpointCautionsOf(items: readonly Placed[], label: AccountLabel = accountNumber): readonly string[] {
  const own = items.flatMap(({ resource: { target, kind } }) => endpointCautions(target, kind.service, label));
  return [...new Set([...own, ...severalServers(items)])];
}

/** Returns a line for each place that has several servers in a plan: the profile was edited between its listings. */
function severalServers(items: readonly Placed[]): readonly string[] {
  const places = new Map<string, { readonly place: string; readonly servers: Set<string> }>();
  for (const { resource } of items) {
    const { target, kind } = resource;
    const { identity, region, endpoints } = target;
    const key = JSON.stringify([sourceKey(identity.source), identity.accountId, region, kind.service]);
    const known = places.get(key) ?? { place: `${sourceLabel(identity.source)}, ${region}`, servers: new Set() };
    places.set(key, known);
    known.servers.add(serverOf(endpoints[kind.service]));
  }
  return [...places.values()].flatMap(({ place, servers }) =>
    servers.size < 2
      ? []
      : [
          findingLine(
            'warning',
            t('Requests for {0} are sent to several servers: {1}', place, [...servers].map(escapeInvisible).join(', ')),
          ),
        ],
  );
}

/**
 * Returns a line for each profile and account of a plan, with all its Regions.
 *
 * Example: `Profile dev · account 111122223333 · eu-west-1`.
 */
export function locationLines(items: readonly Placed[], label: AccountLabel = accountNumber): readonly string[] {
  const groups = new Map<string, Placed[]>();
  for (const item of items) {
    const { source, accountId } = item.resource.target.identity;
    const key = JSON.stringify([sourceKey(source), accountId]);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const regions = [...new Set(group.map(({ resource }) => resource.target.region))];
    const protection = group.find((one) => one.protection)?.protection;
    return [formatLocation(first.resource.target, label, regions, protection)];
  });
}

/** Returns the accounts of a plan, for titles: all of them. */
export function accountsOf(items: readonly Placed[], label: AccountLabel = accountNumber): string {
  return [...new Set(items.map(({ resource }) => resource.target.identity.accountId))].map(label).join(', ');
}

function formatLocation(
  { identity }: Target,
  label: AccountLabel,
  regions: readonly string[],
  protection: ProtectionLevel | undefined,
): string {
  const { source, accountId } = identity;
  const who = source.kind === 'profile' ? t('Profile {0}', truncateMiddle(source.name, 64)) : sourceLabel(source);
  const guard = protection === undefined ? [] : [protectionLabel(protection)];
  return [who, t('account {0}', label(accountId)), regions.join(', '), ...guard].join(' · ');
}

/** Returns whether the requests for a service go to another server than the one that named the account. */
export function isAccountUncertain({ endpoints }: Target, service: EndpointService): boolean {
  return !isSameServer(endpoints, 'sts', service);
}

/** Returns what cannot be known of an endpoint that is not AWS's own, and what is sent to it without encryption. */
function endpointCautions(target: Target, service: EndpointService, label: AccountLabel): readonly string[] {
  const { endpoints, identity } = target;
  const lines: string[] = [];
  if (isAccountUncertain(target, service)) {
    const [sts, own] = [escapeInvisible(serverOf(endpoints.sts)), escapeInvisible(serverOf(endpoints[service]))];
    const account = label(identity.accountId);
    lines.push(
      t('{0} names the account {1}, but the request is sent to {2}. It may reach another account.', sts, account, own),
    );
  }
  // Sign-in too: tokens and client secrets go there, or credentials come from there.
  const { sts: stsUrl, sso, 'sso-oidc': oidc, signin, iam } = endpoints;
  for (const url of new Set([endpoints[service], stsUrl, sso, oidc, signin, iam, target.metadata])) {
    if (isPlainHttp(url)) lines.push(t('Requests to {0} are not encrypted (http).', escapeInvisible(url)));
  }
  return lines.map((line) => findingLine('warning', line));
}
