import type { UsageRule } from '../../catalog/model/usage.ts';
import { NEVER_USING, PROSE_MEMBER } from '../../catalog/usage/index.ts';
import { textAt } from '../listing/memberPath.ts';
import type { Resource } from '../resource.ts';
import { allHold, valuesAt } from './memberTests.ts';

/** A resource whose use is to be found out. */
export interface Candidate {
  readonly resource: Resource;
  readonly rule: UsageRule;
  /** The first resource that refers to it. */
  user?: Resource;
}

/** The candidates of a text. It is nearly always one: a list for each of 50,000 takes more time than the rest. */
type OneOrMore = Candidate | readonly Candidate[];

/** What ids consist of, inside of a longer text such as an ARN or a DNS name. */
const ID_LIKE = /[A-Za-z0-9-]+/g;
/** The part of an id that makes it unique. */
const UNIQUE_PART = /^[0-9a-f]{8,}$/;
const SEPARATOR = /[^A-Za-z0-9-]/;
/** What every text with an id in it has: most texts are ruled out by it. */
const HAS_ID = /-[0-9a-f]{8}/;
/** Shorter texts hold nothing but the id itself. */
const MIN_EMBEDDED = 12;

/**
 * Finds out which candidates other resources mention: one pass over all descriptions, with a look-up for each text in them. A mention of
 * an id or ARN counts wherever it stands. Names count in the members that a rule gives; in Lightsail, where they are unique, in all.
 */
export class ReferenceIndex {
  readonly #ids = new Map<string, OneOrMore>();
  /** Lightsail's names, which mean something to Lightsail alone. */
  readonly #lightsailNames = new Map<string, OneOrMore>();
  readonly #byMember = new Map<string, Map<string, OneOrMore>>();
  readonly #proseMembers = new Map<string, boolean>();
  readonly #path: string[] = [];
  readonly #now: number;

  constructor(candidates: readonly Candidate[], now: number) {
    this.#now = now;
    for (const candidate of candidates) this.#add(candidate);
  }

  /** Notes whom a resource mentions. */
  read(resource: Resource): void {
    if (NEVER_USING.has(resource.kind.id)) return;
    this.#readParent(resource);
    this.#readStructure(resource.entry.item, resource);
  }

  #add(candidate: Candidate): void {
    const { resource, rule } = candidate;
    const { id, arn, kind, entry } = resource;
    const aliases = (rule.aliases ?? []).flatMap((path) => withHost(textAt(entry.item, path) ?? ''));
    const isName = rule.names?.path === kind.members.id;
    const isLightsailName = kind.service === 'lightsail' && !isName;
    if (isLightsailName) push(this.#lightsailNames, id, candidate);
    for (const text of [...(isName || isLightsailName ? [] : [id]), ...(arn === undefined ? [] : [arn]), ...aliases])
      push(this.#ids, text, candidate);
    const name = rule.names && textAt(entry.item, rule.names.path);
    if (name === undefined) return;
    for (const member of rule.names?.members ?? []) {
      const values = this.#byMember.get(member) ?? new Map<string, OneOrMore>();
      this.#byMember.set(member, values);
      push(values, name, candidate);
    }
  }

  /** Records that a row under a parent refers to it, where the rule of the parent counts its children. */
  #readParent(resource: Resource): void {
    const { kind, entry } = resource;
    if (!entry.parent) return;
    const { id } = entry.parent;
    for (const candidate of [this.#ids.get(id) ?? [], this.#lightsailNames.get(id) ?? []].flat()) {
      const { rule, resource: owner } = candidate;
      if (![rule.by?.[kind.id] ?? []].flat().includes('parent')) continue;
      if (kind.parentKinds?.includes(owner.kind.id) !== true || !isInReach(owner, resource)) continue;
      this.#note(candidate, resource, 'parent');
    }
  }

  #readStructure(structure: object, resource: Resource): void {
    for (const member in structure) {
      if (this.#isProse(member)) continue;
      const value = (structure as Record<string, unknown>)[member];
      if (value === undefined || value === null || typeof value === 'boolean') continue;
      this.#path.push(member);
      this.#readValue(value, member, resource);
      this.#path.pop();
    }
  }

  #readValue(value: unknown, member: string, resource: Resource): void {
    if (typeof value === 'string') this.#readText(value, member, resource);
    else if (typeof value === 'number') this.#noteNames(this.#byMember.get(member)?.get(String(value)), resource);
    else if (Array.isArray(value)) for (const one of value as unknown[]) this.#readValue(one, member, resource);
    else if (typeof value === 'object' && value !== null && !(value instanceof Date) && !ArrayBuffer.isView(value)) {
      // The keys of a map may be names: the certificates of a container service.
      if (resource.kind.service === 'lightsail') for (const key in value) this.#readText(key, member, resource);
      this.#readStructure(value, resource);
    }
  }

  #readText(text: string, member: string, resource: Resource): void {
    this.#noteAll(this.#ids.get(text), resource);
    if (text.length > MIN_EMBEDDED && HAS_ID.test(text) && SEPARATOR.test(text))
      for (const id of embeddedIds(text)) this.#noteAll(this.#ids.get(id), resource);
    this.#noteNames(this.#byMember.get(member)?.get(text), resource);
    if (resource.kind.service !== 'lightsail') return;
    this.#noteNames(this.#lightsailNames.get(text), resource);
    const host = hostName(text);
    if (host !== text) this.#noteAll(this.#ids.get(host), resource);
  }

  #noteAll(candidates: OneOrMore | undefined, resource: Resource): void {
    if (!candidates) return;
    const path = this.#path.join('.');
    for (const candidate of [candidates].flat()) this.#note(candidate, resource, path);
  }

  #noteNames(candidates: OneOrMore | undefined, resource: Resource): void {
    if (!candidates) return;
    this.#noteAll(
      [candidates].flat().filter((candidate) => isInReach(candidate.resource, resource)),
      resource,
    );
  }

  #note(candidate: Candidate, resource: Resource, path: string): void {
    const { kind, id } = candidate.resource;
    // Listed in two Regions, it is still itself.
    if (candidate.user || (kind === resource.kind && id === resource.id && sameParent(candidate.resource, resource)))
      return;
    if (!isNoUse(candidate, resource, path, this.#now)) candidate.user = resource;
  }

  #isProse(member: string): boolean {
    const known = this.#proseMembers.get(member);
    if (known !== undefined) return known;
    const isProse = PROSE_MEMBER.test(member);
    this.#proseMembers.set(member, isProse);
    return isProse;
  }
}

/** Returns a text as a host, and where it is a URL, its host: a DNS record points to that. */
function withHost(text: string): string[] {
  const host = text.startsWith('https://') && URL.canParse(text) ? new URL(text).hostname : '';
  return [...new Set([text, hostName(text), host])].filter((one) => one !== '');
}

/** Returns a domain name in its one spelling: case does not count, nor does the dot of the root (https://www.rfc-editor.org/rfc/rfc4343). */
function hostName(text: string): string {
  return text.toLowerCase().replace(/\.$/, '');
}

/** Returns every part of a text that may be an id: `vpce-0a1b2c3d` in `vpce-0a1b2c3d-x1y2z3.vpce.amazonaws.com`. */
function embeddedIds(text: string): string[] {
  return [...text.matchAll(ID_LIKE)].flatMap(([token]) => {
    const parts = token.split('-');
    return parts.flatMap((part, end) =>
      UNIQUE_PART.test(part) ? parts.slice(0, end).map((_, start) => parts.slice(start, end + 1).join('-')) : [],
    );
  });
}

/** Returns whether a name means the candidate: in another Region it is the name of another resource. */
function isInReach(candidate: Resource, { kind, target }: Resource): boolean {
  const isEverywhere = [candidate.kind, kind].some(
    ({ global, homeRegion }) => global === true || homeRegion !== undefined,
  );
  return isEverywhere || candidate.target.region === target.region;
}

function sameParent(one: Resource, other: Resource): boolean {
  return one.entry.parent?.id === other.entry.parent?.id;
}

function isNoUse({ rule, resource: candidate }: Candidate, resource: Resource, path: string, now: number): boolean {
  return (rule.notUsing ?? []).some(({ kind, member, when = [], partOf }) => {
    if (kind !== resource.kind.id || (member !== undefined && member !== path)) return false;
    if (partOf !== undefined && !valuesAt(resource.entry.item, partOf).includes(candidate.id)) return false;
    return allHold(when, { item: resource.entry.item, tags: resource.tags }, now);
  });
}

function push(map: Map<string, OneOrMore>, key: string, candidate: Candidate): void {
  const before = map.get(key);
  map.set(key, before === undefined ? candidate : [before, candidate].flat());
}
