import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconRoute } from '@tabler/icons-react'
import { Component, lazy, type ReactNode, Suspense, useState } from 'react'
import { useT } from '../../i18n/words.ts'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { CanvasProps } from './Canvas.tsx'
import css from './Diagram.module.css'

const Canvas = lazy(() => import('./Canvas.tsx'))

/** A model drawn, with what happens on it. Beside it stands a list that says the same; on the phone it is drawn on demand. */
export function Diagram(props: CanvasProps) {
  const t = useT()
  const phone = useMediaQuery('(max-width: 600px)', false, { getInitialValueInEffect: false })
  const [wanted, setWanted] = useState(false)
  if (phone && !wanted) {
    return (
      <Button className={css.show} leftSection={<Icon of={IconRoute} />} onClick={() => setWanted(true)}>
        {t('diagram.show')}
      </Button>
    )
  }
  return (
    <Undrawn words={t('diagram.failed')}>
      <Suspense fallback={<div className={cx(css.frame, props.fill && css.fill)} />}>
        <Canvas {...props} />
      </Suspense>
    </Undrawn>
  )
}

/** A drawing that cannot be fetched or made takes nothing else from the page. */
class Undrawn extends Component<{ words: string; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError() {
    return { failed: true }
  }
  override render() {
    return this.state.failed ? <p className="ink-3">{this.props.words}</p> : this.props.children
  }
}
