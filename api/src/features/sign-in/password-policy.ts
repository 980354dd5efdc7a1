/** What a password that somebody chooses must be. No rules on kinds of characters: length is what counts. */

import {
  LONGEST_PASSWORD,
  SHORTEST_PASSWORD,
  SHORTEST_PASSWORD_WITH_SECOND_FACTOR,
} from '../../contracts/sign-in.js'

export interface PasswordOwner {
  readonly name: string
  readonly email: string
  readonly hasSecondFactor: boolean
}

/** Shorter parts of a name stand in too many words to mean anything. */
const SHORTEST_NAME = 4
const FEWEST_DIFFERENT_CHARACTERS = 5
const PRODUCT = 'tidemark'
const DIGITS_AND_SIGNS_AT_END = /[\p{N}\p{P}\s$+<=>^`|~]+$/u

/**
 * Everything that speaks against a password, as sentences for its owner; none when it will do.
 *
 * @param common  passwords in wide use, in lower case
 * @example       'Password2026!!!' is `password` with digits and signs behind it
 * @source        NIST SP 800-63B-4 section 3.1.1.2: at least 15 characters alone, a blocklist, no composition rules
 */
export function passwordObjections(
  password: string,
  owner: PasswordOwner,
  common: ReadonlySet<string>,
): string[] {
  const folded = fold(password)
  const shortest = owner.hasSecondFactor ? SHORTEST_PASSWORD_WITH_SECOND_FACTOR : SHORTEST_PASSWORD
  const length = [...password].length
  const objections: string[] = []
  if (length < shortest) objections.push(`It needs at least ${shortest} characters; a few words will do.`)
  if (length > LONGEST_PASSWORD) objections.push(`It may have ${LONGEST_PASSWORD} characters at most.`)
  if (isCommon(folded, common))
    objections.push('It is one of the passwords that are tried first. Choose another.')
  else if (new Set(folded).size < FEWEST_DIFFERENT_CHARACTERS)
    objections.push('It repeats too few characters. Choose another.')
  if (ownWords(owner).some((word) => folded.includes(word)))
    objections.push('It holds your name, your e-mail address or the name of this product. Leave them out.')
  return objections
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

function isCommon(folded: string, common: ReadonlySet<string>): boolean {
  const withoutEnding = folded.replace(DIGITS_AND_SIGNS_AT_END, '')
  return common.has(folded) || withoutEnding === '' || common.has(withoutEnding)
}

function ownWords({ name, email }: PasswordOwner): string[] {
  const local = fold(email).split('@')[0] ?? ''
  const parts = [local, ...local.split(/[^\p{L}\p{N}]+/u), ...fold(name).split(/[^\p{L}\p{N}]+/u), PRODUCT]
  return parts.filter((part) => part.length >= SHORTEST_NAME)
}
