import type { Job } from '../../../../api/src/contracts/jobs.js'
import { formatNumber } from '../../format/number.js'

/** How far work in the background is: real counts, or none. */
export function jobWords({ state, done, total, message, cancel_asked: isCancelAsked }: Job): string {
  if (isCancelAsked && (state === 'waiting' || state === 'running')) {
    return 'Being cancelled: it ends at its next step.'
  }
  const said = message === null ? '' : ` ${message}`
  switch (state) {
    case 'waiting':
      return 'Waiting for its turn.'
    case 'running':
      return done === null || total === null
        ? `Under way.${said}`
        : `${formatNumber(done)} of ${formatNumber(total)} done.${said}`
    case 'done':
      return `Done.${said}`
    case 'cancelled':
      return message ?? 'It was cancelled. What it had done by then stays.'
    case 'failed':
      return `It did not come to its end.${said}`
  }
}
