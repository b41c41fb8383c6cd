import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { Section } from '../../ui/Section.tsx'
import css from './forms.module.css'
import { asInput, type Definition, type Language } from './queries.ts'

/** The form as a visitor will see it, made by what makes the real one; it takes nothing. */
export function Preview({ definition, language }: { definition: Definition; language: Language }) {
  const t = useT()
  const [shown] = useDebouncedValue(definition, 300)
  const host = useRef<HTMLDivElement>(null)
  const { data: view } = useQuery({
    queryKey: ['forms', 'preview', shown, language],
    queryFn: () => data(api.POST('/api/forms/preview', { body: { definition: asInput(shown), language } })),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  })
  useEffect(() => {
    if (!host.current || !view) return
    // Its stylesheet is that of a foreign page: it must not reach this one.
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(view.css)
    root.adoptedStyleSheets = [sheet]
    root.innerHTML = view.html
  }, [view])
  return (
    <Section title={t('forms.preview')}>
      <div className={css.preview} inert>
        <div ref={host} />
      </div>
    </Section>
  )
}
