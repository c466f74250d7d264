/**
 * Returns a function that computes a value once for each object, and keeps it as long as the object exists. Only for objects that do not
 * change: trees and caches ask for the same key a thousand times.
 */
export function perObject<K extends object, V>(compute: (object: K) => V): (object: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (object) => {
    let entry = known.get(object);
    if (!entry) known.set(object, (entry = { value: compute(object) }));
    return entry.value;
  };
}
