import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/react-router/v7'
import { type ReactElement, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { RouterProvider } from 'react-router/dom'
import { connectTabs } from '../api-client/other-tabs.js'
import { queryClient } from '../api-client/query-client.js'
import { useSessionEnd } from '../api-client/session.js'
import { dropExpired } from '../components/unsent-rows/unsent-storage.js'
import { cssVariablesResolver, theme } from '../theme/theme.js'
import { createRouter } from './router.js'
import { SignedOut } from './signed-out.js'

// The same key as in public/colour-scheme.js, which reads it before the first paint.
const colorSchemeManager = localStorageColorSchemeManager({ key: 'tidemark-colour-scheme' })
const router = createRouter()
connectTabs()
dropExpired()

export function App(): ReactElement {
  const isPrinting = useIsPrinting()
  const sessionEnd = useSessionEnd()
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      {...(isPrinting ? { forceColorScheme: 'light' } : {})}
    >
      <QueryClientProvider client={queryClient}>
        {sessionEnd === null ? (
          <NuqsAdapter>
            <RouterProvider router={router} />
          </NuqsAdapter>
        ) : (
          <SignedOut reason={sessionEnd} />
        )}
      </QueryClientProvider>
    </MantineProvider>
  )
}

/** True from `beforeprint` to `afterprint`: paper is always light, also when the screen is dark. */
function useIsPrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false)
  useEffect(() => {
    const start = (): void => flushSync(() => setPrinting(true))
    const end = (): void => setPrinting(false)
    window.addEventListener('beforeprint', start)
    window.addEventListener('afterprint', end)
    return () => {
      window.removeEventListener('beforeprint', start)
      window.removeEventListener('afterprint', end)
    }
  }, [])
  return isPrinting
}
