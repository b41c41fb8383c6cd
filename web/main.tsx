import './theme/mantine.css'
import './theme/tokens.css'
import './theme/base.css'
import './theme/mantine-look.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api/query-client.ts'
import { allWords, startWords } from './i18n/words.ts'
import { router } from './routes.tsx'
import { cssVariablesResolver, theme } from './theme/theme.ts'
import { inAQuietMoment } from './ui/quiet.ts'

// Side by side: who is here and which page it will be doesn't wait for the words.
await Promise.all([startWords(), router.load()])

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Notifications position="bottom-right" limit={4} containerWidth={420} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)

// The other pages' words, before a click needs them.
inAQuietMoment(() => void allWords().catch(() => undefined))
