import { type ComponentType, lazy, useState } from 'react'
import { inAQuietMoment } from './quiet.ts'

/**
 * A part of a page that is not drawn at first: it is fetched in a quiet moment after its page, at the latest when it is shown. Once it
 * is there it is drawn at once: React keeps what has to be waited for back for a third of a second, however short the wait.
 */
export function soon<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let here: ComponentType<P> | undefined
  const fetched = async () => {
    here = await load()
    return { default: here }
  }
  const Waited = lazy(fetched) as ComponentType<P>
  inAQuietMoment(() => void fetched().catch(() => undefined))
  return function Soon(props: P) {
    // The same to its end: another component in its place would lose what was typed.
    const [Part] = useState(() => here ?? Waited)
    return <Part {...props} />
  }
}
