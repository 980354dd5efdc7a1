/**
 * Outcome figures straight from the rows of a simulated clinic, in plain arithmetic that shares nothing with the
 * product: cut-offs, thresholds and reversed items are written out from the measures' manuals.
 */
import type { MemberRow, ResponseRow, SimulatedClinic } from '../../../seed/src/simulate/clinic-rows.js'

export interface PlainEpisode {
  readonly member: MemberRow
  /** One an eligible session, in order of time. */
  readonly attended: readonly boolean[]
  /** Valid totals in order of time, by measure. */
  readonly scores: ReadonlyMap<string, readonly number[]>
  /** At the last attended session: how many forms were filled in. */
  readonly formsAtLastAttended: number
}

const RSES_REVERSED = [2, 5, 6, 8, 9]

export function plainEpisodes(clinic: SimulatedClinic): PlainEpisode[] {
  const session = new Map(clinic.sessions.map((row) => [row.session_id, row]))
  const episodesOf = groupBy(clinic.members, ({ member_id }) => member_id)
  const keyOf = (row: MemberRow) => `${row.member_id} ${row.group_id}`
  const bySession = (memberId: string, sessionId: string) => `${memberId} ${session.get(sessionId)?.group_id}`
  const attendance = groupBy(clinic.attendance, (row) => bySession(row.member_id, row.session_id))
  const responses = groupBy(clinic.responses, (row) => {
    if (row.session_id !== null) return bySession(row.member_id, row.session_id)
    const episodes = episodesOf.get(row.member_id) ?? []
    const own = episodes.find(({ join_date }) => row.join_date === null || row.join_date === join_date)
    return own ? keyOf(own) : ''
  })
  return clinic.members.map((member) => {
    const rows = attendance.get(keyOf(member)) ?? []
    const dated = rows.map((row) => ({
      ...row,
      day: session.get(row.session_id)?.session_date ?? '',
      came: !row.status.startsWith('absent'),
    }))
    dated.sort((one, other) => (one.day < other.day ? -1 : 1))
    const forms = responses.get(keyOf(member)) ?? []
    const lastAttended = dated.findLast(({ came }) => came)?.session_id
    return {
      member,
      attended: dated.map(({ came }) => came),
      scores: scoresByMeasure(forms),
      formsAtLastAttended: forms.filter(({ session_id }) => session_id === lastAttended).length,
    }
  })
}

export function groupBy<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}

/** Sum of the answers, prorated for up to two missing, rounded half up; null = no score. */
export function plainTotal({ measure, answers }: ResponseRow): number | null {
  const reversed = measure === 'rses' ? RSES_REVERSED : []
  const points = answers.flatMap((answer, index) =>
    answer === null ? [] : [reversed.includes(index + 1) ? 3 - answer : answer],
  )
  if (answers.length - points.length > 2) return null
  return Math.floor((points.reduce((sum, point) => sum + point, 0) * answers.length) / points.length + 0.5)
}

export interface PlainRates {
  readonly finished: number
  readonly recovery: number
  readonly reliableImprovement: number
  readonly reliableRecovery: number
  readonly deterioration: number
  readonly pairedCompleteness: number
  /** Recorded reason, of ended episodes attended at least once. */
  readonly droppedOut: number
  /** Last two or more eligible sessions missed, of the same. */
  readonly missedLastTwo: number
  readonly phq9: { readonly first: readonly number[]; readonly last: readonly number[] }
  readonly betweenGroupIcc: number
}

/** National rates: ended courses with at least two attended sessions; recovery of those not below caseness. */
export function plainRates(clinic: SimulatedClinic): PlainRates {
  const ended = plainEpisodes(clinic).filter(({ member }) => member.exit_date !== null)
  const started = ended.filter(({ attended }) => attended.includes(true))
  const finished = ended.filter(({ attended }) => attended.filter(Boolean).length >= 2)
  const outcomes = finished.map(outcomeOf)
  const belowCaseness = outcomes.filter(({ isCase }) => !isCase).length
  const share = (count: number, of: number) => count / of
  const paired = finished.flatMap(({ member, scores }) => {
    const phq9 = scores.get('phq9') ?? []
    const [first] = phq9
    const last = phq9.at(-1)
    if (phq9.length < 2 || first === undefined || last === undefined) return []
    return [{ group: member.group_id, first, last }]
  })
  const cases = finished.length - belowCaseness
  return {
    finished: finished.length,
    recovery: share(outcomes.filter((one) => one.hasRecovered).length, cases),
    reliableRecovery: share(outcomes.filter((one) => one.hasRecovered && one.hasImproved).length, cases),
    reliableImprovement: share(outcomes.filter((one) => one.hasImproved).length, finished.length),
    deterioration: share(outcomes.filter((one) => one.hasDeteriorated).length, finished.length),
    pairedCompleteness: share(outcomes.filter((one) => one.isPaired).length, finished.length),
    droppedOut: share(
      started.filter(({ member }) => member.exit_reason === 'dropped_out').length,
      started.length,
    ),
    missedLastTwo: share(
      started.filter(({ attended }) => attended.lastIndexOf(true) < attended.length - 2).length,
      started.length,
    ),
    phq9: { first: paired.map(({ first }) => first), last: paired.map(({ last }) => last) },
    betweenGroupIcc: icc(
      [...groupBy(paired, ({ group }) => group).values()].map((g) => g.map(({ last }) => last)),
    ),
  }
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

export function sd(values: readonly number[]): number {
  const centre = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1))
}

function scoresByMeasure(forms: readonly ResponseRow[]): Map<string, number[]> {
  const inOrder = [...forms].sort((one, other) =>
    `${one.response_date} ${one.response_id}` < `${other.response_date} ${other.response_id}` ? -1 : 1,
  )
  const scores = new Map<string, number[]>()
  for (const form of inOrder) {
    const total = plainTotal(form)
    if (total !== null) scores.set(form.measure, [...(scores.get(form.measure) ?? []), total])
  }
  return scores
}

function outcomeOf({ scores }: PlainEpisode) {
  const phq9 = scores.get('phq9') ?? []
  const gad7 = scores.get('gad7') ?? []
  const [firstPhq = -1] = phq9
  const [firstGad = -1] = gad7
  const isCase = firstPhq >= 10 || firstGad >= 8
  const lastPhq = phq9.at(-1)
  const lastGad = gad7.at(-1)
  if (phq9.length < 2 || gad7.length < 2 || lastPhq === undefined || lastGad === undefined) {
    return { isPaired: false, isCase, hasRecovered: false, hasImproved: false, hasDeteriorated: false }
  }
  const phqDown = firstPhq - lastPhq
  const gadDown = firstGad - lastGad
  return {
    isPaired: true,
    isCase,
    hasRecovered: isCase && lastPhq < 10 && lastGad < 8,
    hasImproved: (phqDown >= 6 && gadDown > -4) || (gadDown >= 4 && phqDown > -6),
    hasDeteriorated: (phqDown <= -6 && gadDown < 4) || (gadDown <= -4 && phqDown < 6),
  }
}

/** One-way analysis of variance: (MSB - MSW) / (MSB + (n0 - 1) MSW). */
function icc(groups: readonly (readonly number[])[]): number {
  const all = groups.flat()
  const centre = mean(all)
  const squares = groups.map((group) => group.reduce((sum, value) => sum + (value - mean(group)) ** 2, 0))
  const between = groups.reduce((sum, group) => sum + group.length * (mean(group) - centre) ** 2, 0)
  const msb = between / (groups.length - 1)
  const msw = squares.reduce((sum, value) => sum + value, 0) / (all.length - groups.length)
  const sizes = groups.reduce((sum, group) => sum + group.length ** 2, 0)
  const n0 = (all.length - sizes / all.length) / (groups.length - 1)
  return (msb - msw) / (msb + (n0 - 1) * msw)
}
