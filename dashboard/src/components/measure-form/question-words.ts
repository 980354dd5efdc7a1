import type { MeasureForm } from '../../../../api/src/contracts/entry.js'

/** As printed, where that is free to reproduce; else what the item is about. */
export function questionWords(item: MeasureForm['items'][number]): string {
  return item.wording ?? item.label
}

/** "Not answered" is an answer of the form's own: it is never the lowest choice. */
export const NOT_ANSWERED = 'Not answered'
