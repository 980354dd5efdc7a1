import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type {
  DatasetDefinitionContract,
  DatasetPreview,
  DatasetPreviewResult,
} from '../../../../api/src/contracts/dataset-exports.js'
import type { Job } from '../../../../api/src/contracts/jobs.js'
import { isUnanswered, useAskedPreview, useFoundPreview } from './data-set-reads.js'

const ASK_AFTER_MILLISECONDS = 500

export interface PreviewState {
  /** The last answer; it stays while another question is being checked. Null before the first. */
  readonly result: DatasetPreviewResult | null
  /** What k it was checked for, which need not be the one that is chosen now. Null before the first. */
  readonly checkedK: number | null
  /** It answers what is asked now. */
  readonly isCurrent: boolean
  /** The work under way; null without any. */
  readonly job: Job | null
  /** Why there is no answer to what is asked now; null while there is one, or one is to come. */
  readonly failure: { readonly words: string; readonly again: () => void } | null
  readonly lookAgain: () => void
}

/** What a data set of this definition would be. Asked for when the reader has stopped changing it. */
export function usePreview(definition: DatasetDefinitionContract): PreviewState {
  const text = JSON.stringify(definition)
  const [settled] = useDebouncedValue(text, ASK_AFTER_MILLISECONDS)
  const isSettled = settled === text
  const settledDefinition: DatasetDefinitionContract = JSON.parse(settled)
  const canBeAsked = settledDefinition.variables.length > 0
  const asked = useAskedPreview(canBeAsked ? settledDefinition : null)
  const found = useFoundPreview(asked.data?.preview_id ?? null)
  const preview = found.data ?? null
  const isOfThis =
    preview !== null && !found.isPlaceholderData && preview.preview_id === asked.data?.preview_id
  const answered = useLastAnswered(preview)
  const isUnderWay = isOfThis && isUnanswered(preview)
  const again = (): void => void asked.refetch()
  return {
    result: answered?.result ?? null,
    checkedK: answered?.definition.k ?? null,
    isCurrent: isSettled && isOfThis && preview.result !== null,
    job: isUnderWay ? preview.job : null,
    failure: failureOf(),
    lookAgain: () => void found.refetch(),
  }

  function failureOf(): PreviewState['failure'] {
    if (!isSettled) return null
    if (!canBeAsked) return { words: 'No variable is chosen. Choose at least one in step 2.', again }
    if (asked.isError) return { words: asked.error.message, again }
    if (found.isError) return { words: found.error.message, again: () => void found.refetch() }
    if (!isOfThis || preview.result !== null || isUnderWay) return null
    const words =
      preview.job?.state === 'cancelled' ? 'The check was cancelled.' : (preview.job?.message ?? '')
    return { words: words === '' ? 'The check did not come to its end.' : words, again }
  }
}

/** The preview that has an answer, this one or the last before it: a check under way has none yet. */
function useLastAnswered(preview: DatasetPreview | null): DatasetPreview | null {
  const [last, setLast] = useState<DatasetPreview | null>(null)
  const answered = preview !== null && preview.result !== null ? preview : last
  if (answered !== last) setLast(answered)
  return answered
}
