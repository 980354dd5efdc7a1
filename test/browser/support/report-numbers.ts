// The numbers that a programme report shares with the dashboard and the API: where each stands in every form.
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import type { z } from 'zod'
import type { ProportionContract } from '../../../api/src/contracts/estimates.js'
import type { programmeOutcomesSchema } from '../../../api/src/contracts/programme.js'
import { formatNumber } from '../../../dashboard/src/format/number.js'
import { formatFraction, formatPercent, formatPercentEnds } from '../../../dashboard/src/format/percent.js'

type Outcomes = z.infer<typeof programmeOutcomesSchema>

/** As the rows of the report's table of rates are called. */
const RATES: Readonly<Record<string, (outcomes: Outcomes) => ProportionContract | null>> = {
  'Reliable recovery': ({ national }) => national.reliable_recovery,
  'Reliable improvement': ({ national }) => national.reliable_improvement,
  'Reliable deterioration': ({ national }) => national.reliable_deterioration,
  'Paired data': ({ national }) => national.paired_data,
  Recovery: ({ national }) => national.recovery,
  'Response, PHQ-9': ({ by_measure }) => by_measure.phq9?.response ?? null,
  'Remission, PHQ-9': ({ by_measure }) => by_measure.phq9?.remission ?? null,
  'Dropout by attendance': ({ dropout }) => dropout.by_attendance,
  'Dropout as recorded': ({ dropout }) => dropout.as_recorded,
  Attendance: ({ attendance }) => attendance,
}
const NUMBERS = ['share', 'interval_low', 'interval_high', 'numerator', 'denominator'] as const
type NumberName = (typeof NUMBERS)[number]

export interface PickedNumber {
  readonly rate: string
  readonly number: NumberName
}

/** Ten different ones of fifty, drawn by a seed. */
export function pickTen(seed: number): PickedNumber[] {
  const all = Object.keys(RATES).flatMap((rate) => NUMBERS.map((number) => ({ rate, number })))
  // Lehmer's generator: enough to shuffle fifty.
  let state = seed % 2_147_483_647 || 1
  const next = (): number => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  return all
    .map((picked) => ({ picked, at: next() }))
    .sort((one, other) => one.at - other.at)
    .slice(0, 10)
    .map(({ picked }) => picked)
}

export function inApi(outcomes: Outcomes, { rate, number }: PickedNumber): number | null {
  const share = shareOf(outcomes, rate)
  if (number === 'share') return share.proportion
  if (number === 'interval_low') return share.interval?.low ?? null
  return number === 'interval_high' ? (share.interval?.high ?? null) : share[number]
}

export function inCsv(zip: Uint8Array, { rate, number }: PickedNumber): number | null {
  const bytes = unzipSync(zip)['rates.csv'] ?? new Uint8Array()
  const rows: Record<string, string>[] = parse(strFromU8(bytes), { bom: true, columns: true })
  const cell = rows.find((row) => row.rate === rate)?.[number]
  return cell === undefined || cell === '' ? null : Number(cell)
}

export async function inXlsx(file: Uint8Array, { rate, number }: PickedNumber): Promise<unknown> {
  const rows = await readSheet(Buffer.from(file), 'rates')
  return rows.find((row) => row[0] === rate)?.[2 + NUMBERS.indexOf(number)] ?? null
}

/** As a card with one figure writes it. */
export function cardWords(outcomes: Outcomes, { rate, number }: PickedNumber): string {
  const share = shareOf(outcomes, rate)
  if (number === 'share') return plain(formatPercent(share.proportion))
  if (number === 'numerator' || number === 'denominator') return plain(formatFraction(share))
  return plain(formatPercentEnds(share.interval))
}

/** As a table of rates writes its row after the names. */
export function rowWords(outcomes: Outcomes, { rate }: PickedNumber): string {
  const { proportion, interval, numerator, denominator } = shareOf(outcomes, rate)
  const shares = [proportion, interval?.low ?? null, interval?.high ?? null].map((share) =>
    formatPercent(share),
  )
  return plain([...shares, formatNumber(numerator), formatNumber(denominator)].join(' '))
}

/** Each run of blanks as one. */
export function plain(words: string): string {
  return words.replaceAll(/[\s\u00a0\u202f]+/g, ' ')
}

export function wordsOfPage(html: string): string {
  return plain(
    html
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll('&gt;', '>')
      .replaceAll('&lt;', '<'),
  )
}

function shareOf(outcomes: Outcomes, rate: string): ProportionContract {
  const share = RATES[rate]?.(outcomes)
  if (share === null || share === undefined) throw new Error(`The API has no ${rate}.`)
  return share
}
