import { lazy, type ReactElement, Suspense } from 'react'
import { useIsAskedToConfirm } from '../api-client/step-up.js'

const StepUpDialog = lazy(async () => ({
  default: (await import('../features/sign-in/step-up-dialog.js')).StepUpDialog,
}))

/** The question for the password, wherever in the dashboard a request needed it. */
export function StepUp({ hasSecondFactor }: { hasSecondFactor: boolean }): ReactElement | null {
  if (!useIsAskedToConfirm()) return null
  return (
    <Suspense fallback={null}>
      <StepUpDialog hasSecondFactor={hasSecondFactor} />
    </Suspense>
  )
}
