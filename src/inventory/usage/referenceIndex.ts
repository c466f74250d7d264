import type { Kind } from '../../catalog/model/kind.ts';
import type { UsageRule, UsageSign } from '../../catalog/model/usage.ts';
import { NEVER_USING, PROSE_MEMBER } from '../../catalog/usage/index.ts';
import { textAt } from '../listing/memberPath.ts';
import type { Resource } from '../resource.ts';
import { allHold, valuesAt } from './memberTests.ts';
import { asList, TextIndex, type OneOrMore } from './textIndex.ts';

/** A resource whose use is to be found out. */
export interface Candidate {
  readonly resource: Resource;
  readonly rule: UsageRule;
  /** The sign that holds in its own description; undefined where none does. */
  readonly sign: UsageSign | undefined;
  /** The first resource that refers to it. */
  user?: Resource;
}

/** What is known of a member, over all structures of one service: how its texts are read. */
interface MemberFacts {
  /** Whether it has text for people, which is not read. */
  readonly isProse: boolean;
  /** The candidates by the names that count in it. */
  readonly names: TextIndex<Candidate> | undefined;
  /** The last text of it that mentions no candidate: most lists repeat a VPC, a state or a type from row to row. */
  unrelated?: string;
}

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
  readonly #ids = new TextIndex<Candidate>();
  /** Lightsail's names, which mean something to Lightsail alone. */
  readonly #lightsailNames = new TextIndex<Candidate>();
  readonly #byMember = new Map<string, TextIndex<Candidate>>();
  readonly #membersOf = new Map<string, Map<string, MemberFacts>>();
  #members = new Map<string, MemberFacts>();
  readonly #path: string[] = [];
  readonly #now: number;

  constructor(candidates: readonly Candidate[], now: number) {
    this.#now = now;
    for (const candidate of candidates) this.#add(candidate);
  }

  /** Notes whom the resources of one type mention. */
  readAll({ id, service }: Kind, resources: readonly Resource[]): void {
    if (NEVER_USING.has(id)) return;
    this.#members = this.#membersOf.get(service) ?? new Map<string, MemberFacts>();
    this.#membersOf.set(service, this.#members);
    for (const resource of resources) {
      this.#readParent(resource);
      this.#readStructure(resource.entry.item, resource);
    }
  }

  #add(candidate: Candidate): void {
    const { resource, rule } = candidate;
    const { id, arn, kind, entry } = resource;
    const aliases = (rule.aliases ?? []).flatMap((path) => withHost(textAt(entry.item, path) ?? ''));
    const isName = rule.names?.path === kind.members.id;
    const isLightsailName = kind.service === 'lightsail' && !isName;
    if (isLightsailName) this.#lightsailNames.add(id, candidate);
    for (const text of [...(isName || isLightsailName ? [] : [id]), ...(arn === undefined ? [] : [arn]), ...aliases])
      this.#ids.add(text, candidate);
    const name = rule.names && textAt(entry.item, rule.names.path);
    if (name === undefined) return;
    for (const member of rule.names?.members ?? []) {
      const values = this.#byMember.get(member) ?? new TextIndex<Candidate>();
      this.#byMember.set(member, values);
      values.add(name, candidate);
    }
  }

  /** Records that a row under a parent refers to it, where the rule of the parent counts its children. */
  #readParent(resource: Resource): void {
    const { kind, entry } = resource;
    if (!entry.parent) return;
    const { id } = entry.parent;
    for (const candidate of [...asList(this.#ids.get(id)), ...asList(this.#lightsailNames.get(id))]) {
      const { rule, resource: owner } = candidate;
      if (![rule.by?.[kind.id] ?? []].flat().includes('parent')) continue;
      if (kind.parentKinds?.includes(owner.kind.id) !== true || !isInReach(owner, resource)) continue;
      this.#note(candidate, resource, 'parent');
    }
  }

  #readStructure(structure: object, resource: Resource): void {
    for (const member in structure) {
      const value = (structure as Record<string, unknown>)[member];
      if (value === undefined || value === null || typeof value === 'boolean') continue;
      const facts = this.#factsOf(member);
      if (facts.isProse || value === facts.unrelated) continue;
      this.#path.push(member);
      this.#readValue(value, facts, resource);
      this.#path.pop();
    }
  }

  #readValue(value: unknown, facts: MemberFacts, resource: Resource): void {
    if (typeof value === 'string') {
      if (value !== facts.unrelated && !this.#readText(value, facts, resource)) facts.unrelated = value;
    } else if (typeof value === 'number') this.#noteNames(facts.names?.get(String(value)), resource);
    else if (Array.isArray(value)) for (const one of value as unknown[]) this.#readValue(one, facts, resource);
    else if (typeof value === 'object' && value !== null && !(value instanceof Date) && !ArrayBuffer.isView(value)) {
      // The keys of a map may be names: the certificates of a container service.
      if (resource.kind.service === 'lightsail') for (const key in value) this.#readText(key, facts, resource);
      this.#readStructure(value, resource);
    }
  }

  /** Returns whether the text mentions a candidate, which may be out of reach or used already. */
  #readText(text: string, { names }: MemberFacts, resource: Resource): boolean {
    let isRelated = this.#noteAll(this.#ids.get(text), resource);
    if (text.length > MIN_EMBEDDED && SEPARATOR.test(text) && HAS_ID.test(text))
      for (const id of embeddedIds(text)) isRelated = this.#noteAll(this.#ids.get(id), resource) || isRelated;
    if (names) isRelated = this.#noteNames(names.get(text), resource) || isRelated;
    if (resource.kind.service !== 'lightsail') return isRelated;
    isRelated = this.#noteNames(this.#lightsailNames.get(text), resource) || isRelated;
    const host = hostName(text);
    return (host !== text && this.#noteAll(this.#ids.get(host), resource)) || isRelated;
  }

  /** Returns whether there is a candidate. */
  #noteAll(candidates: OneOrMore<Candidate> | undefined, resource: Resource): boolean {
    if (!candidates) return false;
    for (const candidate of asList(candidates)) this.#note(candidate, resource);
    return true;
  }

  /** Returns whether there is a candidate, in reach or not. */
  #noteNames(candidates: OneOrMore<Candidate> | undefined, resource: Resource): boolean {
    if (!candidates) return false;
    for (const candidate of asList(candidates)) {
      if (isInReach(candidate.resource, resource)) this.#note(candidate, resource);
    }
    return true;
  }

  #note(candidate: Candidate, resource: Resource, path?: string): void {
    const { kind, id } = candidate.resource;
    // Listed in two Regions, it is still itself.
    if (candidate.user || (kind === resource.kind && id === resource.id && sameParent(candidate.resource, resource)))
      return;
    if (!isNoUse(candidate, resource, path ?? this.#path.join('.'), this.#now)) candidate.user = resource;
  }

  #factsOf(member: string): MemberFacts {
    const known = this.#members.get(member);
    if (known) return known;
    const facts: MemberFacts = { isProse: PROSE_MEMBER.test(member), names: this.#byMember.get(member) };
    this.#members.set(member, facts);
    return facts;
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
