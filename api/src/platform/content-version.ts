import { createHash } from 'node:crypto'

/**
 * The version of something that two people may change at once: equal as long as its content is. It is worked out of
 * exactly those values that a change may replace, so that nothing else makes a conflict.
 */
export function contentVersion(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22)
}
