import { t } from '@vscode/l10n';
import { sourceLabel } from '../../aws/identity/target.ts';
import type { Verb } from '../../catalog/model/deleteAction.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { ParentRef } from '../../catalog/model/listedItem.ts';
import { escapeInvisible, shortenHex, truncateMiddle } from '../../common/text/displayText.ts';
import { perObject } from '../../common/perObject.ts';
import { getPath } from '../../inventory/listing/memberPath.ts';
import { displayName, type Resource } from '../../inventory/resource.ts';
import { deleteInput, MissingInputError } from '../planning/deleteInput.ts';
import type { Plan } from '../planning/plan.ts';

/** The maximum length of a name in a sentence. */
const NAME_LIMIT = 64;

/** The maximum length of an id in a sentence. AWS's ids are shorter; ids that consist of names may not be. */
const ID_LIMIT = 128;

/** The maximum length of each further value in a sentence, and how many there are. */
const VALUE_LIMIT = 40;
const MAX_VALUES = 6;

/** What a label needs: of a resource in a listing, or of one in the journal. */
export interface Labeled extends Pick<Resource, 'id' | 'name'> {
  readonly entry: { readonly parent?: Pick<ParentRef, 'noun' | 'id' | 'name'> };
  /** What the request names beside the id and the parent, as {@link requestValues} returns it. Resources of listings have it themselves. */
  readonly values?: readonly string[];
}

/** Formats a part of a label; Markdown needs names as code. */
type Quote = (text: string) => string;

const plain: Quote = (text) => text;

/** Returns the name of a resource, or its id where it has none, with nothing invisible. */
function nameLabel(resource: Pick<Resource, 'id' | 'name'>): string {
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
 * Returns everything that makes a resource unique within its Region: name, id, what else its request names, and parent.
 *
 * Example: `edge-fw-1 (rsp-0f2e)`, `0.0.0.0/0 of route table rtb-1`, `dxcon-1 (lagId dxlag-1)`.
 */
export function displayLabel(resource: Labeled): string {
  return labelWith(resource, truncateMiddle(resource.id, ID_LIMIT));
}

function labelWith(resource: Labeled, id: string): string {
  const { name } = resource;
  const values = valuesOf(resource).slice(0, MAX_VALUES).map(shortValue);
  const isNamed = name !== undefined && name !== resource.id;
  const beside = [...(isNamed ? [id] : []), ...values].join(', ');
  const own = isNamed ? nameLabel(resource) : id;
  return withParent(beside === '' ? own : `${own} (${beside})`, parentLabel(resource));
}

const isListed = (resource: Labeled): resource is Resource => 'target' in resource && 'kind' in resource;

const valuesOf = (resource: Labeled): readonly string[] =>
  resource.values ?? (isListed(resource) ? identifyingValues(resource) : []);

/** Verbs that separate two things: what a resource is then includes the other one. */
const SEPARATING: ReadonlySet<string> = new Set<Verb>(['detach', 'disassociate', 'disable', 'revoke']);

/** Members of times and ARNs, which repeat the id or differ between two resources of one id only, and of free text. */
const NOT_SHOWN = /(?:Time|Date|At|On|[Aa]rn|ARN|[Dd]escription)$/;

/** Values of a request that identify nothing more: ARNs, and what AWS compares, as Lightsail's `expectedFingerprint`. */
const NOT_IDENTIFYING = /^expected| arn:/;

/** A resource of a listing or of the journal, with the request of its action. */
interface Identified extends Pick<Resource, 'id' | 'name' | 'kind'> {
  readonly entry: { readonly item: Structure; readonly parent?: { readonly id: string } };
  readonly region: string;
  readonly accountId: string;
  readonly request: Structure;
}

/**
 * Returns what identifies a resource beside its id, its name and its parent: the other values of its request, and the other end of what the
 * action separates. Each with the name of its member: `lagId dxlag-1`.
 */
export function identifyingValues(resource: Resource): readonly string[] {
  return identifyingValuesOf({ ...identified(resource), request: requestOf(resource) });
}

/** Returns the same for a resource of the journal: see {@link identifyingValues}. */
export function identifyingValuesOf(resource: Identified): readonly string[] {
  const { kind, id, region, request } = resource;
  const shown = [...knownOf(resource), ...partsOf(id), region];
  const values = requestValues(kind, request, shown).filter((value) => !NOT_IDENTIFYING.test(value));
  if (!SEPARATING.has(kind.action.verb)) return values;
  return [...values, ...identityTexts(resource, [...shown, ...values.flatMap(partsOf)])];
}

const identified = ({ kind, id, name, entry, target }: Resource): Identified => ({
  ...{ kind, id, ...(name !== undefined && { name }), entry },
  ...{ region: target.region, accountId: target.identity.accountId, request: {} },
});

/** Returns what every text about a resource has anyhow: its id, its name, its parent and its account. */
function knownOf({ id, name = id, entry, accountId }: Identified): readonly string[] {
  return [id, name, entry.parent?.id ?? '', accountId];
}

/** Shortens a value, and not the name of its member before it. */
function shortValue(value: string): string {
  const [member = '', ...words] = value.split(' ');
  return `${member} ${truncateMiddle(words.join(' '), VALUE_LIMIT)}`;
}

/** Returns the parts of an id of several members. `true` and `false` name nothing without their member. */
const partsOf = (text: string): readonly string[] =>
  text.split(/[\s,]+/).filter((part) => !/^(?:true|false)$/.test(part));

function requestOf(resource: Resource): Structure {
  try {
    return deleteInput(resource);
  } catch (error) {
    // Such a request is never sent, and the plan names the reason.
    if (error instanceof MissingInputError) return {};
    throw error;
  }
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
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return labels.map((label, index) => {
    const resource = resources[index];
    const isUnique = counts.get(label) === 1;
    return isUnique || !resource ? label : labelWith(resource, escapeInvisible(resource.id)) + place(resource);
  });
}

/** Returns the labels of a plan's resources by their keys, see {@link distinctLabels}. Where one fails, a thousand others may name it. */
export const planLabels = perObject(({ items }: Pick<Plan, 'items'>): ReadonlyMap<string, string> => {
  const labels = distinctLabels(items.map(({ resource }) => resource));
  return new Map(items.map(({ resource }, index) => [resource.key, labels[index] ?? displayLabel(resource)]));
});

/**
 * Returns the values of a request that a text about the resource does not contain yet, with the names of their members:
 * `Egress true`. Constants of the resource type are left out.
 */
export function requestValues(
  { action }: Pick<Kind, 'action'>,
  input: Structure,
  shown: readonly string[],
): readonly string[] {
  const known = new Set(shown);
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
 * Returns what distinguishes a resource from similar ones by the members of its identity, and what a text about it does not contain yet:
 * `SourceCidrBlock 10.0.0.0/24`. For one of several under a parent, and for what is detached, these are all but times, ARNs and free text;
 * for others, addresses, ranges and ports.
 */
export function identityValuesBeside(resource: Resource, shown: readonly string[]): readonly string[] {
  const { kind, entry } = resource;
  const own = { ...identified(resource), name: resource.id };
  const network = networkTexts(own, shown);
  const isOneOfMany = entry.parent !== undefined || SEPARATING.has(kind.action.verb);
  const others = isOneOfMany ? identityTexts(own, [...shown, displayName(resource)]) : [];
  return [...new Set([...network, ...others])];
}

function identityTexts(resource: Identified, shown: readonly string[]): readonly string[] {
  return identityLeaves(resource, shown).flatMap(([path, text]) =>
    NOT_SHOWN.test(path) ? [] : [valueText(path, text)],
  );
}

/** Returns what a plan's row of a resource shows beside its name: the addresses, ranges and ports that the question about it alone has. */
export function networkValues(resource: Resource): readonly string[] {
  return networkTexts(identified(resource), []);
}

function networkTexts(resource: Identified, shown: readonly string[]): readonly string[] {
  return identityLeaves(resource, shown).flatMap(([path, text]) =>
    NETWORK_MEMBER.test(path) ? [valueText(path, text)] : [],
  );
}

const valueText = (path: string, text: string) => `${path.split('.').at(-1) ?? ''} ${escapeInvisible(text)}`;

/** Returns the scalars of the members of the identity that are not shown yet, each with the path to it. */
function identityLeaves(
  resource: Identified,
  shown: readonly string[],
): readonly (readonly [path: string, text: string])[] {
  const { kind, entry } = resource;
  const known = new Set([...knownOf(resource), ...shown].flatMap((text) => [text, ...text.split(/[\s,]+/)]));
  return kind.identity
    .flatMap((path) => (getPath(entry.item, path) instanceof Date ? [] : leavesAt(path, getPath(entry.item, path))))
    .filter(([, text]) => text.trim() !== '' && text !== 'NaN' && !known.has(text));
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
