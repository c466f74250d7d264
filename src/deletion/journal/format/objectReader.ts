import type { Structure } from '../../../catalog/model/structure.ts';

/** Thrown when a line is JSON, but not what it says it is. */
export class SchemaError extends Error {}

/** Reads the members of a value whose type is not known, and insists on theirs. Unknown members are never looked at. */
export class ObjectReader {
  readonly #value: Structure;

  /**
   * @param value what was parsed
   * @throws ShapeError when it is no structure
   */
  constructor(value: unknown) {
    if (!isStructure(value)) throw new SchemaError('no structure');
    this.#value = value;
  }

  /**
   * @param name the member
   * @returns its value, whatever it is
   */
  raw(name: string): unknown {
    return Object.hasOwn(this.#value, name) ? this.#value[name] : undefined;
  }

  /**
   * @param name the member
   * @returns its text
   * @throws ShapeError when it is none
   */
  text(name: string): string {
    const value = this.raw(name);
    if (typeof value !== 'string') throw new SchemaError(`${name} is no text`);
    return value;
  }

  /**
   * @param name the member
   * @returns its text; undefined where it has none
   */
  optionalString(name: string): string | undefined {
    const value = this.raw(name);
    return typeof value === 'string' ? value : undefined;
  }

  /**
   * @param name the member
   * @returns its number
   * @throws ShapeError when it is none
   */
  number(name: string): number {
    const value = this.raw(name);
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new SchemaError(`${name} is no number`);
    return value;
  }

  /**
   * @param name the member
   * @returns its number; undefined where it has none
   */
  optionalNumber(name: string): number | undefined {
    return typeof this.raw(name) === 'number' ? this.number(name) : undefined;
  }

  /**
   * @param name the member
   * @returns its structure
   * @throws ShapeError when it is none
   */
  structure(name: string): Structure {
    const value = this.raw(name);
    if (!isStructure(value)) throw new SchemaError(`${name} is no structure`);
    return value;
  }

  /**
   * @param name the member
   * @returns a reader of its structure
   * @throws ShapeError when it is none
   */
  object(name: string): ObjectReader {
    return new ObjectReader(this.raw(name));
  }

  /**
   * @param name the member
   * @returns its list; empty where there is none
   */
  list(name: string): readonly unknown[] {
    const value = this.raw(name);
    return Array.isArray(value) ? (value as unknown[]) : [];
  }

  /**
   * @param name the member
   * @param words the texts that are known
   * @returns the one it is; undefined where it is none of them
   */
  oneOf<const Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const value = this.raw(name);
    return words.find((word) => word === value);
  }
}

function isStructure(value: unknown): value is Structure {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
