import { t } from '@vscode/l10n';
import { sourceLabel } from '../../aws/identity/target.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { ParentRef } from '../../catalog/model/listedItem.ts';
import { escapeInvisible, shortenHex, truncateMiddle } from '../../common/text/displayText.ts';
import { getPath } from '../../inventory/listing/memberPath.ts';
import { displayName, type Resource } from '../../inventory/resource.ts';

/** The maximum length of a name in a sentence. */
const NAME_LIMIT = 64;

/** The maximum length of an id in a sentence. AWS's ids are shorter; ids that consist of names may not be. */
const ID_LIMIT = 128;

/** What a label needs: of a resource in a listing, or of one in the journal. */
export interface Labeled extends Pick<Resource, 'id' | 'name'> {
  readonly entry: { readonly parent?: Pick<ParentRef, 'noun' | 'id' | 'name'> };
}

/** Formats a part of a label; Markdown needs names as code. */
type Quote = (text: string) => string;

const plain: Quote = (text) => text;

/** Returns the name of a resource, or its id where it has none, with nothing invisible. */
export function nameLabel(resource: Pick<Resource, 'id' | 'name'>): string {
  return truncateMiddle(displayName(resource), NAME_LIMIT);
}

/**
 * Returns what a resource belongs to; undefined where AWS lists it under nothing.
 *
 * Example: `LAG lon-bundle (dxlag-ffabc)`.
 */
export function parentLabel({ entry: { parent } }: Labeled, quote: Quote = plain): string | undefined {
  if (!parent) return undefined;
  const name = parent.name === undefined || parent.name === parent.id ? [] : [quote(nameLabel(parent))];
  const id = quote(truncateMiddle(parent.id, ID_LIMIT));
  return [parent.noun, ...(name.length > 0 ? [...name, `(${id})`] : [id])].join(' ');
}

/**
 * Returns the name in a title, with the parent that makes it unique: `"0.0.0.0/0" of route table rtb-1`. Long hexadecimal numbers keep
 * their ends only: the lines under the title have them in full.
 */
export function titleLabel(resource: Labeled, quote: Quote, quoteParent: Quote = plain): string {
  const short = (text: string) => quoteParent(shortenHex(text));
  return withParent(quote(truncateMiddle(shortenHex(displayName(resource)), NAME_LIMIT)), parentLabel(resource, short));
}

/**
 * Returns everything that makes a resource unique within its Region: name, id and parent.
 *
 * Example: `edge-fw-1 (rsp-0f2e)`, `0.0.0.0/0 of route table rtb-1`.
 */
export function displayLabel(resource: Labeled): string {
  return labelWith(resource, truncateMiddle(resource.id, ID_LIMIT));
}

function labelWith(resource: Labeled, id: string): string {
  const { name } = resource;
  const own = name === undefined || name === resource.id ? id : `${nameLabel(resource)} (${id})`;
  return withParent(own, parentLabel(resource));
}

function withParent(own: string, parent: string | undefined): string {
  return parent === undefined ? own : t('{0} of {1}', own, parent);
}

/** Returns labels of which no two are equal: with Regions, accounts and complete ids where the resources differ only in those. */
export function distinctLabels(
  resources: readonly Resource[],
  accountLabel: (accountId: string) => string = String,
): readonly string[] {
  const several = (of: (resource: Resource) => string) => new Set(resources.map(of)).size > 1;
  const withRegion = several(({ target }) => target.region);
  const withAccount = several(({ target: { identity } }) => `${sourceLabel(identity.source)} ${identity.accountId}`);
  const place = ({ target: { identity, region } }: Resource): string => {
    const who = withAccount
      ? [truncateMiddle(sourceLabel(identity.source), NAME_LIMIT), accountLabel(identity.accountId)]
      : [];
    const all = [...who, ...(withRegion ? [region] : [])];
    return all.length === 0 ? '' : ` [${all.join(' · ')}]`;
  };
  const labels = resources.map((resource) => displayLabel(resource) + place(resource));
  return labels.map((label, index) => {
    const resource = resources[index];
    const isUnique = labels.indexOf(label) === labels.lastIndexOf(label);
    return isUnique || !resource ? label : labelWith(resource, escapeInvisible(resource.id)) + place(resource);
  });
}

/**
 * Returns the values of a request that a text about the resource does not contain yet, with the names of their members:
 * `Egress true`. Constants of the resource type are left out.
 */
export function requestValuesBeside(resource: Resource, input: Structure, shown: readonly string[]): readonly string[] {
  const { action } = resource.kind;
  const known = new Set([resource.id, resource.entry.parent?.id, ...shown]);
  return Object.entries(input).flatMap(([member, value]) => {
    const source = action.input[member];
    if (typeof source === 'object' && 'value' in source) return [];
    const texts = leaves(value).filter((text) => !known.has(text));
    return texts.length === 0 ? [] : [`${member} ${texts.map(escapeInvisible).join(', ')}`];
  });
}

/** Members that hold an address, a range of addresses, a protocol or ports. */
const NETWORK_MEMBER = /cidr|port(?![a-z])|address|protocol|prefix(?!list)|range|\bip(?:s|v[46])?\b/i;

/**
 * Returns the addresses, ranges of addresses and ports that distinguish a resource from similar ones, and that a text about it does not
 * contain yet: `SourceCidrBlock 10.0.0.0/24`.
 */
export function networkValuesBeside({ id, kind, entry }: Resource, shown: readonly string[]): readonly string[] {
  const known = new Set([id, ...shown].flatMap((text) => [text, ...text.split(/[\s,]+/)]));
  return kind.identity
    .flatMap((path) => leavesAt(path, getPath(entry.item, path)))
    .filter(([path, text]) => NETWORK_MEMBER.test(path) && text.trim() !== '' && text !== 'NaN' && !known.has(text))
    .map(([path, text]) => `${path.split('.').at(-1) ?? ''} ${escapeInvisible(text)}`);
}

/** Returns what a plan's row of a resource shows beside its name: the addresses, ranges and ports that the question about it alone has. */
export function networkValues(resource: Resource): readonly string[] {
  const { id = '' } = resource.entry.parent ?? {};
  return networkValuesBeside(resource, [displayName(resource), id]);
}

/** Returns the leaves of a value, each with the path to it. */
function leavesAt(path: string, value: unknown): readonly (readonly [path: string, text: string])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date)
    return leaves(value).map((text) => [path, text]);
  return Object.entries(value).flatMap(([name, inner]) => leavesAt(`${path}.${name}`, inner));
}

function leaves(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? [] : [value.toISOString()];
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (typeof value === 'object') return Object.values(value).flatMap(leaves);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}
