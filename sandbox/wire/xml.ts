import type { NormalizedSchema } from '@smithy/core/schema';
import type { Fields } from '../types.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#xD;',
  '\n': '&#xA;',
};

/** Escapes a text for XML, line ends included, which a parser would normalize. */
export function escapeXml(text: string): string {
  return /[&<>\r\n]/.test(text) ? text.replace(/[&<>\r\n]/g, (found) => ESCAPES[found] ?? found) : text;
}

/** A member of a schema, cached because responses have thousands of members. */
interface Member {
  readonly name: string;
  readonly tag: string;
  readonly write: (tag: string, value: unknown) => string;
}

/** Encodes structures as XML by their schemas, which it caches. */
export class XmlWriter {
  readonly #members = new WeakMap<object, readonly Member[]>();

  /** Returns the members of a structure as XML elements, without an element around them. */
  members(schema: NormalizedSchema, value: Fields): string {
    let text = '';
    for (const { name, tag, write } of this.#membersOf(schema)) {
      const member = value[name];
      if (member !== undefined && member !== null) text += write(tag, member);
    }
    return text;
  }

  #membersOf(schema: NormalizedSchema): readonly Member[] {
    if (!schema.isStructSchema()) return [];
    const key = schema.getSchema() as unknown as object;
    const known = this.#members.get(key);
    if (known !== undefined) return known;
    const members = [...schema.structIterator()].map(([name, member]) => ({
      name,
      tag: member.getMergedTraits().xmlName ?? name,
      write: this.#writer(member),
    }));
    this.#members.set(key, members);
    return members;
  }

  /** Returns a writer for a schema. Structures can be recursive, so theirs is looked up at writing time. */
  #writer(schema: NormalizedSchema): Member['write'] {
    if (schema.isStructSchema()) return (tag, value) => `<${tag}>${this.members(schema, value as Fields)}</${tag}>`;
    if (schema.isListSchema()) return this.#listWriter(schema);
    if (schema.isMapSchema()) return this.#mapWriter(schema);
    if (schema.isStringSchema()) return (tag, value) => `<${tag}>${escapeXml(String(value))}</${tag}>`;
    if (schema.isTimestampSchema()) {
      return (tag, value) => `<${tag}>${(value as Date).toISOString().replace('.000Z', 'Z')}</${tag}>`;
    }
    if (schema.isBlobSchema()) {
      return (tag, value) => `<${tag}>${Buffer.from(value as Uint8Array).toString('base64')}</${tag}>`;
    }
    return (tag, value) => `<${tag}>${String(value)}</${tag}>`;
  }

  #listWriter(schema: NormalizedSchema): Member['write'] {
    const item = schema.getValueSchema();
    const flat = schema.getMergedTraits().xmlFlattened !== undefined;
    const itemTag = item.getMergedTraits().xmlName ?? 'member';
    let write: Member['write'] | undefined;
    return (tag, value) => {
      write ??= this.#writer(item);
      let text = '';
      for (const one of value as readonly unknown[]) text += write(flat ? tag : itemTag, one);
      return flat ? text : `<${tag}>${text}</${tag}>`;
    };
  }

  #mapWriter(schema: NormalizedSchema): Member['write'] {
    const [key, item] = [schema.getKeySchema(), schema.getValueSchema()];
    const flat = schema.getMergedTraits().xmlFlattened !== undefined;
    const keyTag = key.getMergedTraits().xmlName ?? 'key';
    const itemTag = item.getMergedTraits().xmlName ?? 'value';
    let write: Member['write'] | undefined;
    return (tag, value) => {
      write ??= this.#writer(item);
      const entryTag = flat ? tag : 'entry';
      let text = '';
      for (const [name, one] of Object.entries(value as Fields)) {
        text += `<${entryTag}><${keyTag}>${escapeXml(name)}</${keyTag}>${write(itemTag, one)}</${entryTag}>`;
      }
      return flat ? text : `<${tag}>${text}</${tag}>`;
    };
  }
}
