import type { Kind } from '../model/kind.ts';
import { CONNECTION_KINDS } from './connections.ts';
import { VIRTUAL_INTERFACE_KINDS } from './virtualInterfaces.ts';
import { MAC_SEC_KEY_KINDS } from './macSecKeys.ts';
import { TAG_KINDS } from './tags.ts';

/** The resource types and further actions of Direct Connect, in the order of the tree within each category. */
export const DIRECT_CONNECT_KINDS: readonly Kind[] = [
  ...CONNECTION_KINDS,
  ...VIRTUAL_INTERFACE_KINDS,
  ...TAG_KINDS,
  ...MAC_SEC_KEY_KINDS,
];
