/** Rows of the lists by session number, site and group, and their tables. */

import type { FormCounts, ProgrammeCompleteness } from '../../../../api/src/contracts/completeness.js'
import { type InlineBarModel, partsOfWhole } from '../../charts/inline-bar.model.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import { measureName } from '../../format/measure-words.js'
import { countOf, formatNumber } from '../../format/number.js'
import { shareWords, shownForms } from './completeness-words.js'

export interface CompletenessRow {
  readonly key: string
  readonly label: string
  readonly href: string | null
  /** Under the label: how much there is, and attendance that is not recorded. */
  readonly detail: string
  readonly unrecorded: string | null
  readonly forms: readonly FormCell[]
  /** Sessions that lack something, of all; null where none was held. */
  readonly lacking: { readonly words: string; readonly isNone: boolean; readonly href: string } | null
}

export interface FormCell {
  readonly measure: string
  readonly name: string
  readonly bar: InlineBarModel
  readonly percent: string
  readonly fraction: string
  /** "25 missing, 2 cannot be scored"; empty where every form can be. */
  readonly lack: string
}

type Part = Pick<ProgrammeCompleteness['groups'][number], 'attendance' | 'forms' | 'sessions'>

/** Where a row leads, and where its sessions are listed. */
export interface RowLinks {
  readonly href: string | null
  readonly sessionsHref: string
}

export function completenessRow(
  found: ProgrammeCompleteness,
  part: Part,
  about: { key: string; label: string; detail: string },
  links: RowLinks,
): CompletenessRow {
  const { sessions } = part
  const unrecorded =
    sessions === null ? 0 : sessions.attendance_recorded.denominator - sessions.attendance_recorded.numerator
  return {
    ...about,
    href: links.href,
    unrecorded: unrecorded === 0 ? null : `attendance not recorded: ${formatNumber(unrecorded)}`,
    forms: shownForms(found, part.forms).map(formCell),
    lacking:
      sessions === null || sessions.n === 0
        ? null
        : {
            words:
              sessions.lacking === 0
                ? `none of ${countOf(sessions.n, 'session')}`
                : `${formatNumber(sessions.lacking)} of ${countOf(sessions.n, 'session')}`,
            isNone: sessions.lacking === 0,
            href: links.sessionsHref,
          },
  }
}

function formCell({ measure, expected, returned, valid, completeness }: FormCounts): FormCell {
  const missing = expected - returned
  const unscored = returned - valid
  const share = shareWords(completeness)
  return {
    measure,
    name: measureName(measure),
    bar: partsOfWhole(expected, [
      { kind: 'full', count: valid },
      { kind: 'partial', count: unscored },
      { kind: 'missing', count: missing },
    ]),
    percent: share?.percent ?? '',
    fraction: share?.fraction ?? 'none expected',
    lack: [
      ...(missing === 0 ? [] : [`${formatNumber(missing)} missing`]),
      ...(unscored === 0 ? [] : [`${formatNumber(unscored)} cannot be scored`]),
    ].join(', '),
  }
}

/** The same numbers as a table and as a file; `head` names the rows. */
export function completenessTable(
  found: ProgrammeCompleteness,
  head: { name: string; label: string; isNumber?: boolean },
  parts: readonly { part: Part; key: string; label: string | number; href: string | null }[],
): CardTable {
  const measures = shownForms(found, found.overall).map(({ measure }) => measure)
  const count = (name: string, label: string, isInFileOnly = false) => ({
    name,
    label,
    kind: 'number' as const,
    isInFileOnly,
  })
  return {
    caption: `Forms and attendance by ${head.label.toLowerCase()}: one form of each measure is expected of each member at each attended session`,
    columns: [
      { name: head.name, label: head.label, kind: head.isNumber === true ? 'number' : 'text' },
      count('sessions', 'Sessions'),
      count('sessions_lacking', 'lacking'),
      count('members_in_care', 'In care'),
      count('attendance_recorded', 'recorded'),
      count('attended', 'Attended'),
      ...measures.flatMap((measure) => {
        const name = measureName(measure)
        return [
          count(`${measure}_returned`, `${name} returned`),
          count(`${measure}_scored`, 'scored'),
          { name: `${measure}_proportion`, label: 'share', kind: 'proportion' as const },
          { ...count(`${measure}_interval_low`, 'from', true), kind: 'proportion' as const },
          { ...count(`${measure}_interval_high`, 'to', true), kind: 'proportion' as const },
        ]
      }),
    ],
    rows: parts.map(({ part, key, label, href }) => ({
      key,
      ...(href === null ? {} : { href }),
      cells: [
        label,
        part.sessions?.n ?? null,
        part.sessions?.lacking ?? null,
        part.sessions?.attendance_recorded.denominator ?? null,
        part.sessions?.attendance_recorded.numerator ?? null,
        part.attendance.numerator,
        ...measures.flatMap((measure) => {
          const form = part.forms.find((each) => each.measure === measure)
          return [
            form?.returned ?? null,
            form?.valid ?? null,
            form?.completeness.proportion ?? null,
            form?.completeness.interval?.low ?? null,
            form?.completeness.interval?.high ?? null,
          ]
        }),
      ],
    })),
  }
}
