import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { ResponseVersions } from '../../../../api/src/contracts/response-entry.js'
import { formatDay } from '../../format/day.js'
import { formatNullable } from '../../format/number.js'

type Version = ResponseVersions['versions'][number]

const OTHERS: Readonly<Record<string, string>> = {
  command_line: 'the command line',
  worker: 'the server’s own work',
  token: 'a program with an access token',
}

/** Who entered a version: "you", or the id that the audit knows; null where it is not known. */
export function whoWords(actor: string | null, ownId: string): string {
  if (actor === null) return 'not known by whom'
  if (actor === `user:${ownId}`) return 'by you'
  const [kind = '', ...rest] = actor.split(':')
  const id = rest.join(':')
  if (kind === 'user') return `by user ${id}`
  return `by ${OTHERS[kind] ?? actor}`
}

/** What a version says otherwise than the one before it. */
export function versionChanges(before: Version, after: Version, measure: MeasureContract): string {
  const changes = [
    ...(before.is_voided === after.is_voided ? [] : [after.is_voided ? 'made void' : 'counts again']),
    ...(before.responded_on === after.responded_on
      ? []
      : [`day ${formatDay(before.responded_on)} → ${formatDay(after.responded_on)}`]),
    ...(before.session_id === after.session_id
      ? []
      : [`session ${before.session_id ?? 'none'} → ${after.session_id ?? 'none'}`]),
    ...(before.total === after.total
      ? []
      : [`${measure.short_name} ${formatNullable(before.total)} → ${formatNullable(after.total)}`]),
    ...measure.items.flatMap(({ number }) => {
      const [was, is] = [before, after].map(({ answers }) => answers?.[number - 1] ?? null)
      if (was === is) return []
      return [`item ${number} ${answerOf(was)} → ${answerOf(is)}`]
    }),
    ...(before.functional_difficulty === after.functional_difficulty
      ? []
      : [`difficulty ${answerOf(before.functional_difficulty)} → ${answerOf(after.functional_difficulty)}`]),
    ...(before.mode === after.mode ? [] : [`filled in: ${before.mode} → ${after.mode}`]),
  ]
  return changes.length === 0 ? 'Nothing that is kept of the form changed' : `Changed: ${changes.join('; ')}`
}

function answerOf(answer: number | null | undefined): string {
  return answer === null || answer === undefined ? 'not answered' : String(answer)
}
