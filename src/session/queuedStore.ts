import type { KeyValueStore } from './keyValueStore.ts';

/**
 * Returns a store that writes one value after the other to VS Code's `Memento`, which loses a value that is written while an earlier write
 * is in progress: the notice of the earlier write, in `extHostMemento.ts` of VS Code, replaces all values by those that it wrote
 * (https://github.com/microsoft/vscode/blob/main/src/vs/workbench/api/common/extHostMemento.ts). A value can be read from the moment on
 * that it is handed over.
 */
export function queuedStore(memento: KeyValueStore): KeyValueStore {
  /** The values that are not written yet. */
  const pending = new Map<string, { readonly value: unknown }>();
  let last: Promise<void> = Promise.resolve();
  return {
    get(key) {
      const entry = pending.get(key);
      return entry ? entry.value : memento.get(key);
    },
    update(key, value) {
      const entry = { value };
      pending.set(key, entry);
      const write = last.then(async () => {
        try {
          await memento.update(key, value);
        } finally {
          if (pending.get(key) === entry) pending.delete(key);
        }
      });
      // The next write does not depend on this one's success, which its own caller hears of.
      last = write.catch(() => undefined);
      return write;
    },
  };
}
