import { t } from '@vscode/l10n';
import type { AwsCaller } from '../aws/clients.ts';
import { explain } from '../aws/explain.ts';
import { AwsCallError, type Failure } from '../aws/failure.ts';
import { isRegionName, PARTITIONS } from '../aws/partitions.ts';
import type { Target } from '../aws/target.ts';
import type { Verification } from '../aws/targets.ts';
import type { Resource } from '../inventory/resource.ts';
import { removalInput } from './plan.ts';
import { readOnlyReason, type ProtectionLevel } from './protection.ts';
import { recordOf, type RecordSink } from './record.ts';

/** What a dry run told. */
export type DryRunResult =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'denied' | 'failed'; readonly failure: Failure; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'carriedOut' };

/** What a dry run is made with. */
export interface DryRunParts {
  readonly caller: AwsCaller;
  readonly verify: (target: Target) => Promise<Verification>;
  /** The protection of a target's profile or account, as the user has it now. */
  readonly protectionAt: (target: Target) => ProtectionLevel | undefined;
  readonly record: RecordSink;
  /** The endpoints, beside AWS's own, that are known to honour `DryRun`. */
  readonly allowedEndpoints: () => readonly string[];
}

/**
 * Whether a dry run may be sent there. It is a removing call that asks not to be carried out, and a server that does not
 * know the word removes: so it goes to AWS's own hosts, and to endpoints that the user has named.
 *
 * @param endpoint the endpoint that was configured; undefined for AWS's own
 * @param allowed the endpoints that the user has named
 * @returns whether it may be sent
 */
export function mayDryRun(endpoint: string | undefined, allowed: readonly string[]): boolean {
  if (endpoint === undefined) return true;
  const url = parsed(endpoint);
  if (!url) return false;
  return isOfAws(url) || allowed.some((other) => parsed(other)?.href === url.href);
}

function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

/** What the names of AWS's API hosts end in; those over IPv6 too have names of their own. */
const SUFFIXES: ReadonlySet<string> = new Set([
  ...PARTITIONS.map(({ dnsSuffix }) => dnsSuffix),
  'api.aws',
  'api.amazonwebservices.com.cn',
  'api.amazonwebservices.eu',
]);

/**
 * Whether a URL is one of AWS's own API hosts: `ec2.eu-west-1.amazonaws.com`, or a VPC endpoint of such a service. Not every
 * name under AWS's domains is: `ec2-203-0-113-7.eu-west-1.compute.amazonaws.com` is a customer's machine.
 */
function isOfAws({ protocol, hostname, port, username, password, pathname }: URL): boolean {
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '' || pathname !== '/') return false;
  const [, region, suffix = ''] =
    /^(?:vpce-[a-z0-9-]+\.)?(?:ec2|lightsail|directconnect)(?:-fips)?\.(?:([a-z]+(?:-[a-z]+)+-\d+)\.(?:vpce\.)?)?([a-z0-9.-]+)$/.exec(
      hostname,
    ) ?? [];
  return SUFFIXES.has(suffix) && (region === undefined || isRegionName(region));
}

/**
 * Asks AWS whether a resource might be removed, without removing it.
 *
 * @param resource a resource whose kind has `DryRun`
 * @param parts the way to AWS, and what may be asked where
 * @returns 412 `DryRunOperation` as `allowed`, 403 `UnauthorizedOperation` as `denied`, a success as the unintended deletion
 *   that it is
 */
export async function dryRun(resource: Resource, parts: DryRunParts): Promise<DryRunResult> {
  const { target, kind } = resource;
  if (parts.protectionAt(target) === 'readOnly') return { kind: 'refused', reason: readOnlyReason(target.identity) };
  const endpoint = target.endpoints[kind.service];
  if (!mayDryRun(endpoint, parts.allowedEndpoints())) {
    return {
      kind: 'refused',
      reason: t(
        '{0} is not AWS itself: a server that does not know DryRun would really remove it. If it does know DryRun, add it to the setting teardown.dryRunEndpoints.',
        endpoint ?? '',
      ),
    };
  }
  const verification = await parts.verify(target);
  if (verification.result !== 'same') return { kind: 'refused', reason: verification.error.message };
  const { operation } = kind.removal;
  const input = { ...removalInput(resource), DryRun: true };
  try {
    const reply = await parts.caller.call(target, kind.service, operation, input, { once: true });
    parts.record(recordOf(resource, operation, reply, true));
    return { kind: 'carriedOut' };
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    parts.record(recordOf(resource, operation, error, true));
    const { failure } = error;
    if (failure.cause === 'dryRun') return { kind: 'allowed' };
    const { what, next } = explain(failure);
    return {
      kind: failure.cause === 'denied' ? 'denied' : 'failed',
      failure,
      reason: next === undefined ? what : `${what} ${next}`,
    };
  }
}
