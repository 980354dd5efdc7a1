import type { WholeNumberSums } from '../../core/programme/mean-from-sums.js'
import type { Transaction } from '../../database/access.js'

/** Count and sums of the baselines of all episodes of the deployment with a valid score on the measure. */
export async function queryBaselineSums(
  transaction: Transaction,
  measureCode: string,
): Promise<WholeNumberSums> {
  const [row] = await transaction.query<{ n: number; sum: number; sum_squared: number }>(
    `select count(*) as n, coalesce(sum(baseline), 0)::bigint as sum,
            coalesce(sum(baseline * baseline), 0)::bigint as sum_squared
     from episode_measure_outcome where measure_code = $1`,
    [measureCode],
  )
  return { n: row?.n ?? 0, sum: row?.sum ?? 0, sumSquared: row?.sum_squared ?? 0 }
}
