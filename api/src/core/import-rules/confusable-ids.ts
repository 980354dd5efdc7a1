/** Ids that look like another id to a person and are different to a machine. */

// Letters of other scripts that are drawn like a Latin letter (the capital and small ones of Unicode's confusables).
const LOOKS_LATIN = new Set('АВЕЅІЈКМНОРСТУХԚԜаеѕіјорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρυ')

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\u115F\u1160\u3164\uFFA0]|\u034F/u
const LATIN_LETTER = /\p{Script=Latin}/u
const CYRILLIC_OR_GREEK = /[\p{Script=Cyrillic}\p{Script=Greek}]/u
const ASCII_ONLY = /^[\x20-\x7e]*$/

/**
 * Could a person mistake this id for another one?
 *
 * True when it holds an invisible character, a compatibility form (full-width letters and digits), Latin beside
 * Cyrillic or Greek letters, or Cyrillic or Greek letters that all look Latin. An id written wholly in another
 * script is as good as any.
 *
 * @param id  in Unicode normal form C, without blanks around it
 */
export function isConfusableId(id: string): boolean {
  if (ASCII_ONLY.test(id)) return false
  if (INVISIBLE.test(id)) return true
  if (id.normalize('NFKC') !== id) return true
  if (!CYRILLIC_OR_GREEK.test(id)) return false
  if (LATIN_LETTER.test(id)) return true
  const foreign = Array.from(id).filter((character) => CYRILLIC_OR_GREEK.test(character))
  return foreign.every((character) => LOOKS_LATIN.has(character))
}
