import { randomInt } from 'node:crypto'

/** Without letters and digits that look alike, because it is read out and typed. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const BLOCKS = 5
const BLOCK_LENGTH = 4

/** A password for one use, shown once: 20 characters in blocks, 99 bits. */
export function oneTimePassword(): string {
  const character = () => ALPHABET.charAt(randomInt(ALPHABET.length))
  const block = () => Array.from({ length: BLOCK_LENGTH }, character).join('')
  return Array.from({ length: BLOCKS }, block).join('-')
}
