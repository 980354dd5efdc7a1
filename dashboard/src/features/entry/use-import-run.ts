import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ImportReport } from '../../../../api/src/contracts/imports.js'
import { uploadForm } from '../../api-client/upload-form.js'
import {
  type ImportOptions,
  type ImportPurpose,
  type ImportRun,
  importForm,
  newIdempotencyKey,
} from './import-run.js'

export interface ImportRunControl {
  readonly run: ImportRun
  readonly preview: (files: readonly File[], options: ImportOptions) => Promise<void>
  readonly store: (files: readonly File[], options: ImportOptions) => Promise<void>
  readonly cancel: () => void
  /** Back to choosing: what was shown no longer belongs to what is chosen. */
  readonly startOver: () => void
}

/** Sends an import, first as a preview, then for good. One key serves every "Store" of one preview. */
export function useImportRun(): ImportRunControl {
  const [run, setRun] = useState<ImportRun>({ kind: 'choosing' })
  const sending = useRef<AbortController | null>(null)
  const key = useRef(newIdempotencyKey())
  const queryClient = useQueryClient()
  useWarningWhileStoring(run)

  const send = useCallback(
    async (purpose: ImportPurpose, files: readonly File[], options: ImportOptions): Promise<void> => {
      const controller = new AbortController()
      sending.current = controller
      if (purpose === 'preview') key.current = newIdempotencyKey()
      setRun({ kind: 'sending', purpose, shareSent: 0 })
      const outcome = await uploadForm<ImportReport>({
        path: '/imports',
        form: importForm(files, options, purpose),
        headers: purpose === 'store' ? { 'Idempotency-Key': key.current } : {},
        signal: controller.signal,
        onProgress: (shareSent) => setRun({ kind: 'sending', purpose, shareSent }),
      })
      switch (outcome.kind) {
        case 'cancelled':
          return setRun({ kind: 'cancelled', purpose })
        case 'failed':
          return setRun({ kind: 'failed', purpose, problem: outcome.problem })
        case 'answered':
          setRun({ kind: purpose === 'store' ? 'stored' : 'previewed', report: outcome.body })
          // Every number on every page may have moved.
          if (purpose === 'store') await queryClient.invalidateQueries()
      }
    },
    [queryClient],
  )
  return {
    run,
    preview: useCallback((files, options) => send('preview', files, options), [send]),
    store: useCallback((files, options) => send('store', files, options), [send]),
    cancel: useCallback(() => sending.current?.abort(), []),
    startOver: useCallback(() => setRun({ kind: 'choosing' }), []),
  }
}

/** Closing the tab in the middle of storing would leave the reader without the answer. */
function useWarningWhileStoring(run: ImportRun): void {
  const isStoring = run.kind === 'sending' && run.purpose === 'store'
  useEffect(() => {
    if (!isStoring) return
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isStoring])
}
