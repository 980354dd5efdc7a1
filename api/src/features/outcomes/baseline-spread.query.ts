import type { WholeNumberSums } from '../../core/programme/mean-from-sums.js'
import type { Transaction } from '../../database/access.js'

/** Count and sums of the baselines of all episodes of the deployment with a valid score on the measure, whoever asks. */
export async function queryBaselineSums(
  transaction: Transaction,
  measureCode: string,
): Promise<WholeNumberSums> {
  const [row] = await transaction.query<{ n: number; sum: number; sum_squared: number }>(
    'select n, sum, sum_squared from measure_baseline where measure_code = $1',
    [measureCode],
  )
  return { n: row?.n ?? 0, sum: row?.sum ?? 0, sumSquared: row?.sum_squared ?? 0 }
}
