import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import type { StudyResultContract } from '../../../../../api/src/contracts/studies.js'
import { ProblemError } from '../../../api-client/problem-error.js'
import { FormAlert } from '../../../components/form/form-alert.js'
import { useForm } from '../../../components/form/use-form.js'
import { formatList } from '../../../format/list.js'
import { useFollowRun } from '../run/use-follow-run.js'
import { askForStudy } from '../study-reads.js'
import { verdictWords } from '../study-words.js'
import { comparedWords, contradictions } from './draft-words.js'
import styles from './trial.module.css'
import { CELL_LABELS, type TrialCell, type TrialQuestion } from './trial-cells.js'
import { useTrialPreview } from './use-trial-preview.js'

/** What the changed question would give, and the step that stores it. Nothing is stored by looking. */
export function TrialDraft(props: {
  from: TrialQuestion
  draft: TrialQuestion
  changed: readonly TrialCell[]
  stored: { readonly version: number; readonly result: StudyResultContract } | null
  /** A cell is open: what stands in it is not in the draft yet. */
  isWriting: boolean
  onDiscard: () => void
  onOpen: (cell: TrialCell) => void
}): ReactElement | null {
  const { draft, changed, stored } = props
  const { runId, follow } = useFollowRun()
  const isAsked = stored === null || changed.length > 0
  const preview = useTrialPreview(isAsked ? draft : null)
  const form = useForm<never>({
    check: () => [],
    send: async () => follow(await askForStudy(draft)),
    wordsOf: (problem) => contradictions(problem)[0]?.words ?? problem.message,
  })
  if (!isAsked) return null
  const found = preview.isError ? undefined : preview.data?.result
  return (
    <form {...form.props} className={styles.draft}>
      <div role="status" className={styles.draftWords}>
        {changed.length > 0 && (
          <p>
            <strong>Not saved yet:</strong> {formatList(changed.map((cell) => CELL_LABELS[cell]))} changed.
          </p>
        )}
        {preview.isFetching && <p>Working out who would be compared</p>}
        {found !== undefined && !preview.isFetching && (
          <>
            <p>{comparedWords(found, stored?.result ?? null)}</p>
            <p>
              The verdict would be: <strong>{verdictWords(found.verdict.code)}</strong>
              {stored !== null && <>; now: {verdictWords(stored.result.verdict.code)}</>}.
            </p>
          </>
        )}
      </div>
      {preview.isError && <Contradiction error={preview.error} onOpen={props.onOpen} />}
      <FormAlert failure={form.failure} />
      {props.isWriting && <p className={styles.hint}>Keep or cancel the open cell before you save.</p>}
      <div className={styles.draftSteps}>
        <Button
          type="submit"
          loading={form.isSending}
          disabled={
            props.isWriting || runId !== null || (preview.isError && contradictions(preview.error).length > 0)
          }
        >
          {saveLabel(draft, props.from, stored)}
        </Button>
        {changed.length > 0 && (
          <Button variant="default" onClick={props.onDiscard}>
            Discard the changes
          </Button>
        )}
      </div>
    </form>
  )
}

function saveLabel(
  draft: TrialQuestion,
  from: TrialQuestion,
  stored: { readonly version: number } | null,
): string {
  if (stored === null) return 'Work it out and save'
  return draft.definition.name === from.definition.name
    ? 'Save as a new version'
    : `Save as “${draft.definition.name}”`
}

/** What speaks against the question, at its cells; or why it could not be worked out. */
function Contradiction(props: { error: Error; onOpen: (cell: TrialCell) => void }): ReactElement {
  const found = contradictions(props.error)
  if (found.length === 0) {
    const requestId = props.error instanceof ProblemError ? props.error.requestId : null
    return <FormAlert failure={{ words: `It could not be worked out. ${props.error.message}`, requestId }} />
  }
  return (
    <div role="alert" className={styles.contradiction}>
      <p>This question contradicts itself:</p>
      <ul>
        {found.map(({ cell, words }) => (
          <li key={words}>
            {words}{' '}
            {cell !== null && (
              <button type="button" className={styles.change} onClick={() => props.onOpen(cell)}>
                Change {CELL_LABELS[cell].toLowerCase()}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
