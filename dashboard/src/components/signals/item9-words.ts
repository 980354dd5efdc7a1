import { formatDay } from '../../format/day.js'
import { countOf } from '../../format/number.js'
import type { RiskItem } from './signal-words.js'

/** What waits, else what the latest form says. */
export function item9Title({ to_acknowledge: open, latest, latest_on: on }: RiskItem): string {
  if (open.length > 0) {
    const answers = countOf(open.length, 'answer')
    return `${answers} above zero to item 9 ${open.length === 1 ? 'waits' : 'wait'} for a person`
  }
  switch (latest) {
    case 'yes':
      return `Item 9 was answered above zero on ${formatDay(on)}`
    case 'no':
      return `Item 9 was answered “not at all” on ${formatDay(on)}`
    case 'unknown':
      return `Item 9 was not answered on ${formatDay(on)}`
  }
}

/** What the latest form does and does not say; never that there is no risk. */
export function item9Words({ to_acknowledge: open, latest, latest_on: on }: RiskItem): string {
  const asks = 'Item 9 asks about thoughts of being better off dead or of hurting oneself.'
  const isOpen = open.length > 0
  switch (latest) {
    case 'yes':
      return isOpen ? asks : `${asks} A person has acknowledged the answer.`
    case 'no':
      return isOpen
        ? `${asks} The latest form, ${formatDay(on)}, says “not at all”; that ends nothing until a person has looked.`
        : 'That is one answer on one form, and no assessment.'
    case 'unknown':
      return isOpen
        ? `${asks} The latest form, ${formatDay(on)}, leaves it out; that says nothing either way.`
        : 'An item left out says nothing either way. Ask about it.'
  }
}
