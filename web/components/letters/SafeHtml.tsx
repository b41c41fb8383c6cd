import { useRef, useState } from 'react'
import { fetchesRemote, pageOfMessage } from '../../../pure/message-page.ts'
import { useT } from '../../i18n/words.ts'
import { WordButton } from '../../ui/WordButton.tsx'
import css from './letters.module.css'

type Props = {
  html: string
  /** Names the frame for who cannot see it. */
  title: string
  /** Of a message that is kept: whose page the server gives, under a policy of its own. */
  messageId?: string
}

const TALLEST = 4000

/** The HTML of a message in a frame that runs nothing, sends nothing and knows nothing of the page around it. */
export function SafeHtml({ html, title, messageId }: Props) {
  const t = useT()
  const [pictures, setPictures] = useState(false)
  const [height, setHeight] = useState(80)
  const frame = useRef<HTMLIFrameElement>(null)
  const fit = () => {
    const body = frame.current?.contentDocument?.body
    if (body) setHeight(Math.min(TALLEST, body.offsetHeight + 26))
  }
  return (
    <>
      {messageId && !pictures && fetchesRemote(html) && (
        <p className={css.pictures}>
          {t('letters.pictures.off')}{' '}
          <WordButton onClick={() => setPictures(true)}>{t('letters.pictures.show')}</WordButton>
        </p>
      )}
      <iframe
        ref={frame}
        className={css.frame}
        title={title}
        // Same origin only so that its height can be read and its own pictures come; without scripts nothing in it uses that.
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        {...(messageId
          ? { src: `/api/customer-messages/${messageId}/page${pictures ? '?pictures=true' : ''}` }
          : { srcDoc: pageOfMessage(html) })}
        style={{ height }}
        onLoad={fit}
      />
    </>
  )
}
