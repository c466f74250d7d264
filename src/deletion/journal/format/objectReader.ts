import type { Structure } from '../../../catalog/model/structure.ts';

/** Thrown when JSON does not have the expected form. */
export class SchemaError extends Error {}

/** Reads the members of a parsed value, and checks their types. Ignores unknown members. */
export class ObjectReader {
  readonly #value: Structure;

  /** Throws SchemaError when the value is no structure. */
  constructor(value: unknown) {
    if (!isStructure(value)) throw new SchemaError('no structure');
    this.#value = value;
  }

  /** Returns a member's value, whatever it is. */
  raw(name: string): unknown {
    return Object.hasOwn(this.#value, name) ? this.#value[name] : undefined;
  }

  /** Returns a text. Throws SchemaError when it is none. */
  text(name: string): string {
    const value = this.raw(name);
    if (typeof value !== 'string') throw new SchemaError(`${name} is no text`);
    return value;
  }

  /** Returns a text; undefined where the member is none. */
  optionalString(name: string): string | undefined {
    const value = this.raw(name);
    return typeof value === 'string' ? value : undefined;
  }

  /** Returns a number. Throws SchemaError when it is none. */
  number(name: string): number {
    const value = this.raw(name);
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new SchemaError(`${name} is no number`);
    return value;
  }

  /** Returns milliseconds since the epoch that a date can have. Throws SchemaError when they are none: nothing could show them. */
  time(name: string): number {
    const value = this.number(name);
    if (Number.isNaN(new Date(value).getTime())) throw new SchemaError(`${name} is no time`);
    return value;
  }

  /** Returns a number; undefined where the member is none. */
  optionalNumber(name: string): number | undefined {
    return typeof this.raw(name) === 'number' ? this.number(name) : undefined;
  }

  /** Returns a structure. Throws SchemaError when it is none. */
  structure(name: string): Structure {
    const value = this.raw(name);
    if (!isStructure(value)) throw new SchemaError(`${name} is no structure`);
    return value;
  }

  /** Returns a reader of a structure. Throws SchemaError when it is none. */
  object(name: string): ObjectReader {
    return new ObjectReader(this.raw(name));
  }

  /** Returns a list; an empty one where the member is none. */
  list(name: string): readonly unknown[] {
    const value = this.raw(name);
    return Array.isArray(value) ? (value as unknown[]) : [];
  }

  /** Returns the one of these words that a member is; undefined where it is none of them. */
  oneOf<const Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const value = this.raw(name);
    return words.find((word) => word === value);
  }
}

function isStructure(value: unknown): value is Structure {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
