import type { Caseload } from '../../../../api/src/contracts/signals.js'
import { countOf, formatNumber } from '../../format/number.js'

const NUMBER_WORDS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten']

/** The finding: "Three of your 21 members are not on track". */
export function todayTitle({ not_on_track: { n, of } }: Caseload['tiles']): string {
  const members = countOf(of, 'member')
  if (of === 0) return 'None of your members is in care today'
  if (n === 0) return `None of your ${members} is not on track`
  return `${NUMBER_WORDS[n] ?? formatNumber(n)} of your ${members} ${n === 1 ? 'is' : 'are'} not on track`
}
